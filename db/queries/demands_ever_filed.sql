-- One row: the id of one demand of a negotiation that was ever filed under an issue.
select id
from demand
where negotiation = :negotiation
  and (
    first_issue is not null
    or issue is not null
    or exists (
      select 1
      from registry_change
      where registry_change.subject = 'demand'
        and registry_change.row = demand.id
        and registry_change.field = 'issue'
    )
  )
