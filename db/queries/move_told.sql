-- One row: the move with the id :id as it is told to another copy.
-- include: move_told_columns
from move
-- include: move_told_joins
where move.id = :id
