-- One row: one whole move on a demand, in ledger order; those that share a place as recorded.
-- include: move_columns
from move
-- include: move_joins
where move.demand = :demand and move.moment <= :moment
order by move.moment, move.rank, move.generation, move.id
