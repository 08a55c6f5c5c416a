-- One row: the highest number in this database, then the id and generation of the move at the end
-- of the longest chain of parents, which is the parent of the next.
select
  (select max(nr) from move),
  move.id,
  move.generation
from move
order by move.generation desc, move.id desc
limit 1
