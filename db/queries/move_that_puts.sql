-- One row: the id of the move in force that puts the demand :demand.
select move.id
from move
where move.demand = :demand
  and move.verb = 'demand'
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
order by move.moment desc, move.rank desc
limit 1
