-- One row: the id of one counter-demand in force that counters the demand :demand.
select move.counter
from move
where move.demand = :demand and move.counter is not null and move.moment <= :moment
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
group by move.counter
order by min(move.moment), min(move.rank)
