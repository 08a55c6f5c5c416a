-- One row: one move as it is told to another copy, after the one of generation :generation with the
-- id :id, so that what came before it comes first.
-- Only what arrived after number :after.
-- include: move_told_columns
from move
-- include: move_told_joins
-- include: move_is_told
  and +move.nr > :after
  and (move.generation, move.id) > (:generation, :id)
order by move.generation, move.id
limit :limit
