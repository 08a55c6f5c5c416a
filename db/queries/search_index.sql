-- Takes the moves that the index of words lacks into it.
insert into move_words (rowid, text, quote, condition, note, speaker, source)
select
  nr,
  words_of(text),
  words_of(quote),
  words_of(condition),
  words_of(note),
  words_of(speaker),
  words_of(source)
from move
where nr > (select coalesce(max(id), 0) from move_words_docsize)
order by nr
