-- One row: one whole move that countered another demand with the demand :demand.
-- include: move_columns
from move
-- include: move_joins
where move.counter = :demand and move.moment <= :moment
order by move.moment, move.rank
