-- One row: the id of one issue of a negotiation under which something was filed in private and, as far
-- as may be seen, nothing in public: not before it was put in public. Of an issue that was renamed
-- what was filed under its earlier names counts, too. Read without private moves.
with recursive put as (
  select
    demand.id,
    demand.first_issue,
    demand.opening is null
      or exists (select 1 from move where move.id = demand.opening and move.private = 0)
      as from_the_first,
    (
      select move.recorded_at from move
      where move.demand = demand.id and move.verb = 'demand' and move.private = 0
      order by move.nr
      limit 1
    ) as at,
    exists (
      select 1 from move
      where move.demand = demand.id and move.verb <> 'strike'
        and not exists (select 1 from set_aside where set_aside.move = move.nr)
    ) as is_spoken_of
  from demand
  where demand.negotiation = :negotiation
),
filed as (
  select put.first_issue as path, put.is_spoken_of and put.from_the_first as is_seen
  from put
  where put.first_issue is not null
  union all
  select
    registry_change.new,
    put.is_spoken_of
      and (put.from_the_first or coalesce(registry_change.changed_at >= put.at, 1 = 0))
  from put
  join registry_change on registry_change.subject = 'demand' and registry_change.row = put.id
    and registry_change.field = 'issue'
  where registry_change.new <> ''
),
called as (
  select issue.id, issue.path as path from issue where issue.negotiation = :negotiation
  union
  select called.id, registry_change.old
  from called
  join registry_change on registry_change.subject = 'issue' and registry_change.field = 'path'
    and registry_change.new = called.path
  join negotiation on negotiation.id = :negotiation
    and registry_change.ref = negotiation.name || '/' || registry_change.old
)
select called.id
from called
join filed on filed.path = called.path
group by called.id
having max(case when filed.is_seen then 1 else 0 end) = 0
