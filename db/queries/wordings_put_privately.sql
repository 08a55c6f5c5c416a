-- One row: one private wording of a demand: what the demand is called in every copy of the ledger,
-- when the wording was recorded, and by whom. Read when a ledger is told without private moves.
select
  negotiation.name,
  coalesce(demand.given, demand.key),
  coalesce(demand.opening, ''),
  move.recorded_at,
  move.recorded_by
from move
join demand on demand.id = move.demand
join negotiation on negotiation.id = demand.negotiation
where move.private = 1 and move.verb = 'demand'
