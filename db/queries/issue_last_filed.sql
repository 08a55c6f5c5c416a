-- One row: when something was last filed under the issue :issue, or an issue last renamed.
select max(at)
from (
  select move.recorded_at as at
  from demand
  join move on move.id = demand.opening
  where demand.issue = :issue
  union all
  select registry_change.changed_at
  from demand
  join registry_change on registry_change.subject = 'demand'
    and registry_change.row = demand.id
    and registry_change.field = 'issue'
  where demand.issue = :issue
  union all
  select changed_at from registry_change where subject = 'issue'
) as filed
