-- One row: one demand of the JSON array :demands, with the ids of its co-sponsors and addressees.
-- Its title and issue are left out where a private move put it that does not count, and no other did.
-- Of its moves only those on its wording are read, as few as they are: what puts a demand has a life,
-- and with a bound of the moment, which all keep, SQLite takes the index of those.
with named as materialized (
  select
    demand.id,
    not exists (
      select 1 from move
      where move.demand = demand.id and move.life is not null and move.moment >= 0
        and move.verb = 'demand' and move.private = 1
        and exists (select 1 from set_aside where set_aside.move = move.nr)
    ) or exists (
      select 1 from move
      where move.demand = demand.id and move.life is not null and move.moment >= 0
        and move.verb = 'demand'
        and not exists (select 1 from set_aside where set_aside.move = move.nr)
    ) as labelled
  from json_each(:demands) as wanted
  cross join demand on demand.id = wanted.value
)
select
  demand.id,
  demand.key,
  case when named.labelled then demand.title else demand.key end,
  demand.kind,
  case when named.labelled then coalesce(issue.path, '') else '' end,
  demand.proponent,
  (select group_concat(sponsor.party) from sponsor where sponsor.demand = demand.id),
  (
    select group_concat(pair.party)
    from pair
    where pair.negotiation = demand.negotiation and pair.demand = demand.id
      and pair.addressed = 1
  )
from named
cross join demand on demand.id = named.id
left join issue on issue.id = demand.issue
order by demand.id
