-- One row: one whole move of a negotiation that has a quote, the latest in time first, before
-- :moment and :rank. Read by the brief.
-- include: move_columns
from move
-- include: move_joins
where move.negotiation = :negotiation
  and move.quote is not null
  and (move.moment, move.rank) < (:moment, :rank)
order by move.moment desc, move.rank desc
limit :limit
