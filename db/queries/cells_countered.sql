-- One row: one demand and one party that, at any time, countered it with a demand in the JSON array
-- :demands, and nobody set that aside. Climbs a chain towards its first demand.
select distinct move.demand, move.party
from json_each(:demands) as wanted
cross join move on move.counter = wanted.value
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
order by move.demand, move.party
