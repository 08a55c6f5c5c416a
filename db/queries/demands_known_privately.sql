-- One row: one demand that a private move worded, or that only private moves speak of, by what it is
-- called in every copy of the ledger. Read when a ledger is told without private moves.
select distinct negotiation.name, coalesce(demand.given, demand.key), demand.opening
from move
join demand on demand.id in (move.demand, move.counter)
join negotiation on negotiation.id = demand.negotiation
where move.private = 1
  and (
    move.verb = 'demand'
    or (
      not exists (select 1 from move as seen where seen.demand = demand.id and seen.private = 0)
      and not exists (select 1 from move as seen where seen.counter = demand.id and seen.private = 0)
    )
  )
