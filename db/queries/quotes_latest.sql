-- One row: one whole move of a negotiation that has a quote, the latest in time first, before
-- :moment and :rank. Read by the brief. Which ones is settled first, as in moves_latest.
-- include: move_columns
from (
  select move.nr
  from move
  where move.negotiation = :negotiation
    and move.quote is not null
    and (move.moment, move.rank) < (:moment, :rank)
  order by move.moment desc, move.rank desc
  limit :limit
) as latest
cross join move on move.nr = latest.nr
-- include: move_joins
order by move.moment desc, move.rank desc
