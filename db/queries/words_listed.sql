-- Makes a table of this connection that lists the words of the index.
create virtual table temp.word_listed using fts5vocab(main, move_words, 'row')
