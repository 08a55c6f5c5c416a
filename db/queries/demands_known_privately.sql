-- One row: one demand that a private move worded, or that only private moves speak of: what it is
-- called in every copy of the ledger, its issue now, and, where a public wording of it stands, when
-- the first such was recorded and its number. Read when a ledger is told without private moves.
with known as (
  select demand.id, demand.negotiation, demand.key, demand.given, demand.opening, demand.issue
  from move
  join demand on demand.id = move.demand
  where move.private = 1 and move.verb = 'demand'
  union
  select demand.id, demand.negotiation, demand.key, demand.given, demand.opening, demand.issue
  from move
  join demand on demand.id in (move.demand, move.counter)
  where move.private = 1
    and not exists (select 1 from move as seen where seen.demand = demand.id and seen.private = 0)
    and not exists (select 1 from move as seen where seen.counter = demand.id and seen.private = 0)
),
published as (
  select move.demand, min(move.nr) as nr
  from move
  where move.demand in (select id from known) and move.verb = 'demand' and move.private = 0
  group by move.demand
  having max(case when move.nr in (select gone.move from gone_in_public as gone) then 0 else 1 end) = 1
)
select
  negotiation.name,
  coalesce(known.given, known.key),
  coalesce(known.opening, ''),
  coalesce((select issue.path from issue where issue.id = known.issue), ''),
  (select move.recorded_at from move where move.nr = published.nr),
  published.nr
from known
join negotiation on negotiation.id = known.negotiation
left join published on published.demand = known.id
