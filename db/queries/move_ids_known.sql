-- One row: the move with the id :id, as it is looked up by those that point to it.
select
  move.nr,
  move.generation,
  move.rank,
  move.moment,
  move.demand,
  move.verb,
  exists (select 1 from set_aside where set_aside.move = move.nr),
  move.talk,
  move.date
from move
where move.id = :id
