-- One row: the id of the issue with the path :name, sought at the id :id first, where most are found.
select id
from (
  select issue.id
  from issue
  where issue.id = :id and issue.negotiation = :negotiation and issue.path = :name
  union all
  select issue.id from issue where issue.negotiation = :negotiation and issue.path = :name
) as called
limit 1
