-- One row: what the demand :id was put as: its opening, its first labels, who put it and its kind, the
-- key it was given, when it was put or first spoken of, and the issue and title the registry has it by.
select
  demand.opening,
  demand.first_title,
  demand.first_issue,
  party.code,
  demand.kind,
  coalesce(demand.given, demand.key),
  coalesce(
    (select move.recorded_at from move where move.id = demand.opening),
    (select min(move.recorded_at) from move where move.demand = demand.id)
  ),
  coalesce((select issue.path from issue where issue.id = demand.issue), ''),
  demand.title
from demand
left join party on party.id = demand.proponent
where demand.id = :id
