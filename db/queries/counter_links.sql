-- One row: one counter in force up to :moment whose counter-demand is in the JSON array :demands, or is
-- what one of these counters, directly or through others: the counter-demand and the demand it counters.
with recursive climbed (demand) as (
  select wanted.value
  from json_each(:demands) as wanted
  union
  select move.demand
  from climbed
  cross join move on move.counter = climbed.demand
    and move.moment <= :moment
    and not exists (select 1 from set_aside where set_aside.move = move.nr)
)
select move.counter, move.demand
from climbed
cross join move on move.counter = climbed.demand
  and move.moment <= :moment
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
order by move.counter, move.moment, move.rank
