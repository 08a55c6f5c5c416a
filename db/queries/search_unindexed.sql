-- One row: the number, the place in time and the texts of one move that the index of words lacks,
-- because another client recorded it.
select
  move.nr,
  move.moment,
  move.rank,
  move.text,
  move.quote,
  move.condition,
  move.note,
  move.speaker,
  move.source
from move
where move.nr > (select coalesce(max(id), 0) from move_words_docsize)
  and
-- include: search_filters
order by move.nr desc
