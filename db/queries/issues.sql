-- One row: one issue of a negotiation and how many demands are filed under it.
select issue.id, issue.path, count(demand.id)
from issue
left join demand on demand.issue = issue.id
where issue.negotiation = :negotiation
group by issue.id
order by issue.path
