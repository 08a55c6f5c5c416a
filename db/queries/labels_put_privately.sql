-- One row: one title or issue that a demand which a private move worded has or had, with the name of
-- its negotiation.
with put as materialized (
  select distinct demand.id, demand.title, demand.first_title, demand.first_issue, demand.issue,
    negotiation.name as negotiation
  from move
  join demand on demand.id = move.demand
  join negotiation on negotiation.id = demand.negotiation
  where move.private = 1 and move.verb = 'demand'
)
select negotiation, title from put
union
select negotiation, first_title from put where first_title is not null
union
select negotiation, first_issue from put where first_issue is not null
union
select put.negotiation, issue.path from put join issue on issue.id = put.issue
union
select put.negotiation, registry_change.old
from put
join registry_change on registry_change.subject = 'demand' and registry_change.row = put.id
  and registry_change.field in ('title', 'issue')
where registry_change.old is not null
union
select put.negotiation, registry_change.new
from put
join registry_change on registry_change.subject = 'demand' and registry_change.row = put.id
  and registry_change.field in ('title', 'issue')
where registry_change.new is not null
