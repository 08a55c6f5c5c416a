-- One row: one whole move of a negotiation, the latest in time first, before :moment and :rank.
-- Which ones is settled first, by number: those of a talk are sorted by their rank.
-- include: move_columns
from (
  select move.nr
  from move
  where move.negotiation = :negotiation
    and move.moment > :since and (move.moment, move.rank) < (:moment, :rank)
  order by move.moment desc, move.rank desc
  limit :limit
) as latest
cross join move on move.nr = latest.nr
-- include: move_joins
order by move.moment desc, move.rank desc
