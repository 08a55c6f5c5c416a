-- One row: as db/queries/search_unindexed.sql; of those too that have more words than the index takes
-- of one move.
with unread as materialized (
  select nr
  from move
  where nr > (select coalesce(max(nr), 0) from move_words)
  union all
  select move.nr
  from move
  join move_words on move_words.nr = move.nr
  where coalesce(length(move.text), 0) + coalesce(length(move.quote), 0)
      + coalesce(length(move.condition), 0) + coalesce(length(move.note), 0)
      + coalesce(length(move.speaker), 0) + coalesce(length(move.source), 0) > 16000
    and length(move_words.words) = 0
)
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
from unread
join move on move.nr = unread.nr
where
-- include: search_filters
order by move.nr desc
