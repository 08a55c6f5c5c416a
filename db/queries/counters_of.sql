-- One row: the id of one counter-demand in force that counters the demand :demand.
select distinct move.counter
from move
where move.demand = :demand and move.counter is not null and move.moment <= :moment
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
order by move.moment, move.rank
