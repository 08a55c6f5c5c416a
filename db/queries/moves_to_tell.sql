-- One row: one move as it is told to another copy, after the one of generation :generation with the
-- id :id, so that what came before it comes first. Only what arrived after number :after; private
-- moves where :private is 1; of one negotiation where :negotiation is not null.
-- include: move_told_columns
from move
-- include: move_told_joins
where (move.generation, move.id) > (:generation, :id)
  and +move.nr > :after
  and +move.private <= :private
  and (:negotiation is null or +move.negotiation = :negotiation)
order by move.generation, move.id
limit :limit
