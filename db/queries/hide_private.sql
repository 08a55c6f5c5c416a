-- Stands in, for this connection, for the moves set aside: private moves are set aside too, and
-- what only a private move corrected stands again.
create temp table set_aside as
select target.nr as move
from move
join move as target on target.id = move.corrects
where move.corrects is not null and move.private = 0
union
select move.nr from move where move.private = 1
