-- One row: one counter in force up to :moment whose counter-demand is in the JSON array :demands:
-- the counter-demand and the demand it counters. Climbs a chain towards its first demand.
select move.counter, move.demand
from json_each(:demands) as wanted
cross join move on move.counter = wanted.value
  and move.moment <= :moment
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
order by move.counter, move.moment, move.rank
