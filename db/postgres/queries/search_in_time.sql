-- One row: as db/queries/search_in_time.sql; :words is a query of the text search.
select move.nr, move.moment, move.rank
from move_words
join move on move.nr = move_words.nr
where move_words.words @@ cast(:words as tsquery)
  and
-- include: search_filters
order by move.moment desc, move.rank desc
limit :limit
