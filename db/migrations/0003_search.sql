-- The words of the moves, for searching. What is indexed is folded by the program, so the table keeps
-- no text of its own, and another client cannot rebuild it; moves are only ever added to it. Which
-- are in it says move_words_docsize; what another client has recorded since is searched without it.
create virtual table move_words using fts5(
  text,
  quote,
  condition,
  note,
  speaker,
  source,
  content = '',
  tokenize = 'ascii'
);
