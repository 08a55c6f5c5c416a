-- One row: the number of one move that the index of words is to hold, whether it is in it, and its
-- texts as they are indexed.
select
  move.nr,
  exists (select 1 from move_words_docsize where move_words_docsize.id = move.nr),
  words_of(move.text),
  words_of(move.quote),
  words_of(move.condition),
  words_of(move.note),
  words_of(move.speaker),
  words_of(move.source)
from move
where move.nr <= (select coalesce(max(id), 0) from move_words_docsize)
