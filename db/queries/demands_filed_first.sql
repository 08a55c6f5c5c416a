-- One row: one demand that was put under an issue: what it is called in every copy of the ledger, when
-- it was put or first spoken of, and the issue. Read when a ledger is told without private moves.
select
  negotiation.name,
  coalesce(demand.given, demand.key),
  coalesce(demand.opening, ''),
  coalesce(
    (select move.recorded_at from move where move.id = demand.opening),
    (select min(move.recorded_at) from move where move.demand = demand.id),
    ''
  ),
  demand.first_issue
from demand
join negotiation on negotiation.id = demand.negotiation
where demand.first_issue is not null
