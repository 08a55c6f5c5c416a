-- One row: the id of one demand filed under the issue :path or below it, after :after.
select demand.id
from issue
join demand on demand.issue = issue.id
where issue.negotiation = :negotiation
  and (issue.path = :path or issue.path like :below escape '\')
  and demand.id > :after
order by demand.id
limit :limit
