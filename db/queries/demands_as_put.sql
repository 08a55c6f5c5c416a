-- One row: what one demand of the JSON array :demands was put as: its id, its opening, its first
-- labels, who put it and its kind, the key it was given, when it was put or first spoken of, and the
-- issue and title the registry has it by. Read in a union.
select
  demand.id,
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
from json_each(:demands) as wanted
cross join demand on demand.id = wanted.value
left join party on party.id = demand.proponent
