-- Stands in, for this connection, for the moves set aside: those recorded after number :nr are set
-- aside too, and private moves unless :private. What only such a move corrected stands again; but
-- where a private correction was itself corrected or struck by a move that counts, what it had
-- corrected is gone with it.
create temp table set_aside as
with recursive gone (id) as (
  select move.corrects
  from move
  where move.corrects is not null and move.nr <= :nr and (:private or move.private = 0)
  union
  select move.corrects
  from gone
  cross join move on move.id = gone.id
  where move.corrects is not null and move.nr <= :nr and move.private = 1
)
select target.nr as move
from gone
cross join move as target on target.id = gone.id
union
select move.nr from move where move.nr > :nr
union
select move.nr from move where move.private = 1 and not :private
