-- One row: the number and place in time of one move that has the words :words, the latest first.
select move.nr, move.moment, move.rank
from move_words
cross join move on move.nr = move_words.rowid
where move_words match :words
  and
-- include: search_filters
order by move.moment desc, move.rank desc
limit :limit
