-- One row: one move as it is told to another copy, of generation :generation or later, so that what came
-- before it comes first. Only what arrived after number :after.
-- Read in one go: what is gone in public is looked for once.
-- include: move_told_columns
from move
-- include: move_told_joins
-- include: move_is_told
  and +move.nr > :after
  and move.generation >= :generation
order by move.generation, move.id
