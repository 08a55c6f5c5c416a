-- One row: as db/queries/search_ranked.sql; :words is a query of the text search. What is long
-- tells less (1), as there.
with hit as materialized (
  select
    move_words.nr,
    ts_rank('{0.2, 0.5, 0.8, 1.0}', move_words.words, cast(:words as tsquery), 1) as weight
  from move_words
  join move on move.nr = move_words.nr
  where move_words.words @@ cast(:words as tsquery)
    and
-- include: search_filters
  order by move_words.nr desc
  limit :ranked
)
select nr
from hit
order by weight desc, nr desc
limit :limit
