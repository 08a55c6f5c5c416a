-- One row: one demand of the JSON array :demands, with the ids of its co-sponsors and addressees.
-- Its title and issue are left out where all its wordings are set aside, as private ones may be.
select
  demand.id,
  demand.key,
  iif(exists (
    select 1 from move
    where move.demand = demand.id and move.life = 'worded'
      and not exists (select 1 from set_aside where set_aside.move = move.nr)
  ) or not exists (
    select 1 from move where move.demand = demand.id and move.life = 'worded'
  ), demand.title, demand.key),
  demand.kind,
  iif(exists (
    select 1 from move
    where move.demand = demand.id and move.life = 'worded'
      and not exists (select 1 from set_aside where set_aside.move = move.nr)
  ) or not exists (
    select 1 from move where move.demand = demand.id and move.life = 'worded'
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
