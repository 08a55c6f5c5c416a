-- One row: one demand and one party that, at any time, countered it with a demand in the JSON array
-- :demands, or with one that was countered with one of these, directly or through others, and nobody set
-- that aside.
with recursive climbed (demand, party) as (
  select move.demand, move.party
  from json_each(:demands) as wanted
  cross join move on move.counter = wanted.value
    and not exists (select 1 from set_aside where set_aside.move = move.nr)
  union
  select move.demand, move.party
  from climbed
  cross join move on move.counter = climbed.demand
    and not exists (select 1 from set_aside where set_aside.move = move.nr)
)
select climbed.demand, climbed.party
from climbed
order by climbed.demand, climbed.party
