-- One row: one whole move of a negotiation, the latest in time first, before :moment and :rank.
-- include: move_columns
from move
-- include: move_joins
where move.negotiation = :negotiation
  and move.moment > :since and (move.moment, move.rank) < (:moment, :rank)
order by move.moment desc, move.rank desc
limit :limit
