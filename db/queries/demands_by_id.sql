-- One row: one demand of the JSON array :demands, with the ids of its co-sponsors and addressees.
select
  demand.id,
  demand.key,
  demand.title,
  demand.kind,
  coalesce(issue.path, ''),
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
