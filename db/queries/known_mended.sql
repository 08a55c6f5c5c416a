-- Stands in, for this connection, for the moves that were corrected or struck: those that had been
-- by number :nr.
create temp table mended as
select target.nr as move
from move
join move as target on target.id = move.corrects
where move.corrects is not null and move.nr <= :nr
