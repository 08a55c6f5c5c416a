-- One row: as db/queries/search_unindexed.sql.
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
where move.nr > (select coalesce(max(nr), 0) from move_words)
  and
-- include: search_filters
order by move.nr desc
