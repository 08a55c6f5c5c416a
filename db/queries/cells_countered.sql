-- One row: one demand and one party that, at any time, countered it with a demand in the JSON array
-- :demands, or with one that was countered with one of these, directly or through others, and nobody set
-- that aside.
with recursive climbed (demand) as (
  select wanted.value
  from json_each(:demands) as wanted
  union
  select move.demand
  from climbed
  cross join move on move.counter = climbed.demand
    and not exists (select 1 from set_aside where set_aside.move = move.nr)
)
select distinct move.demand, move.party
from climbed
cross join move on move.counter = climbed.demand
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
order by move.demand, move.party
