-- One row: the id of one demand of a negotiation that was recorded on, or labelled, since another
-- copy of the ledger was last taken in.
with last as (
  select last_move, last_change
  from command
  where name in ('bundle apply', 'merge', 'sync')
  order by nr desc
  limit 1
)
select move.demand
from move
where move.nr > coalesce((select last_move from last), 0)
  and +move.negotiation = :negotiation
union
select demand.id
from registry_change
join demand on demand.id = registry_change.row
where registry_change.subject = 'demand'
  and registry_change.by_union is null
  and registry_change.nr > coalesce((select last_change from last), 0)
  and demand.negotiation = :negotiation
