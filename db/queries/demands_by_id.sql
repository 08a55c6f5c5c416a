-- One row: one demand of the JSON array :demands, with the ids of its co-sponsors and addressees.
-- Its title and issue are left out where a private move put it that does not count, and no other did.
select
  demand.id,
  demand.key,
  iif(not exists (
    select 1 from move
    where move.demand = demand.id and move.verb = 'demand' and move.private = 1
      and exists (select 1 from set_aside where set_aside.move = move.nr)
  ) or exists (
    select 1 from move
    where move.demand = demand.id and move.verb = 'demand'
      and not exists (select 1 from set_aside where set_aside.move = move.nr)
  ), demand.title, demand.key),
  demand.kind,
  iif(not exists (
    select 1 from move
    where move.demand = demand.id and move.verb = 'demand' and move.private = 1
      and exists (select 1 from set_aside where set_aside.move = move.nr)
  ) or exists (
    select 1 from move
    where move.demand = demand.id and move.verb = 'demand'
      and not exists (select 1 from set_aside where set_aside.move = move.nr)
  ), coalesce(issue.path, ''), ''),
  demand.proponent,
  (select group_concat(sponsor.party) from sponsor where sponsor.demand = demand.id),
  (
    select group_concat(pair.party)
    from pair
    where pair.negotiation = demand.negotiation and pair.demand = demand.id
      and pair.addressed = 1
  )
from json_each(:demands) as wanted
cross join demand on demand.id = wanted.value
left join issue on issue.id = demand.issue
order by demand.id
