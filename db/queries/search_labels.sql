-- One row: one demand of a negotiation, its title and issue, where :part stands in them, or where
-- they are not ASCII, so that what SQLite takes for capitals is not all there is to fold. The plus
-- keeps SQLite to the order of the ids, so that a page need not read all of them.
select demand.id, demand.title, coalesce(issue.path, '')
from demand
left join issue on issue.id = demand.issue
where +demand.negotiation = :negotiation
  and (
    instr(lower(demand.title || ' ' || coalesce(issue.path, '')), :part) > 0
    or length(demand.title) <> length(cast(demand.title as blob))
    or length(issue.path) <> length(cast(issue.path as blob))
  )
order by demand.id
