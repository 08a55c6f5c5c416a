-- One row: the id of one demand filed under the issue :path or below it (from :below up to :beyond),
-- after :after.
select demand.id
from issue
join demand on demand.issue = issue.id
where issue.negotiation = :negotiation
  and (issue.path = :path or (issue.path > :below and issue.path < :beyond))
  and demand.id > :after
order by demand.id
limit :limit
