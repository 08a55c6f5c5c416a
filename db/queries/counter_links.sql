-- One row: one counter in force up to :moment whose counter-demand is in the JSON array :demands, or is
-- what one of these counters, directly or through others: the counter-demand and the demand it counters.
with recursive link (counter, demand) as (
  select move.counter, move.demand
  from json_each(:demands) as wanted
  cross join move on move.counter = wanted.value
    and move.moment <= :moment
    and not exists (select 1 from set_aside where set_aside.move = move.nr)
  union
  select move.counter, move.demand
  from link
  cross join move on move.counter = link.demand
    and move.moment <= :moment
    and not exists (select 1 from set_aside where set_aside.move = move.nr)
)
select move.counter, move.demand
from (select distinct link.counter from link) as countering
cross join move on move.counter = countering.counter
  and move.moment <= :moment
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
order by move.counter, move.moment, move.rank
