-- Stands in, for this connection, for the moves set aside: those recorded after number :nr are set
-- aside too, what only they corrected stands again, and so it is with private moves unless :private.
create temp table set_aside as
select target.nr as move
from move
join move as target on target.id = move.corrects
where move.corrects is not null and move.nr <= :nr and (:private or move.private = 0)
union
select move.nr from move where move.nr > :nr
union
select move.nr from move where move.private = 1 and not :private
