-- One row: the number of one move that has the words :words, the most telling first: of the :ranked
-- recorded last, since to weigh a hit costs two microseconds. What was said weighs more than who
-- said it, and where that can be read counts least.
with hit as materialized (
  select move_words.rowid as nr, bm25(move_words, 1.0, 1.0, 1.0, 0.5, 0.8, 0.2) as weight
  from move_words
  cross join move on move.nr = move_words.rowid
  where move_words match :words
    and
-- include: search_filters
  order by move_words.rowid desc
  limit :ranked
)
select nr
from hit
order by weight, nr desc
limit :limit
