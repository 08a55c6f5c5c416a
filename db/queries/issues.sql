-- One row: one issue of a negotiation, how many demands are filed under it, and how many of them
-- the label may be seen, as in demands_by_id.
select
  issue.id,
  issue.path,
  count(demand.id),
  count(
    case when (
      not exists (
        select 1 from move
        where move.demand = demand.id and move.verb = 'demand' and move.private = 1
          and exists (select 1 from set_aside where set_aside.move = move.nr)
      )
      or exists (
        select 1 from move
        where move.demand = demand.id and move.verb = 'demand'
          and not exists (select 1 from set_aside where set_aside.move = move.nr)
      )
    )
    and exists (
      select 1 from move
      where move.demand = demand.id and move.verb <> 'strike'
        and not exists (select 1 from set_aside where set_aside.move = move.nr)
    ) then 1 end
  )
from issue
left join demand on demand.issue = issue.id
where issue.negotiation = :negotiation
group by issue.id
order by issue.path
