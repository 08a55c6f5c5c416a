-- One row: one demand that a private move worded, by what it is called in every copy of the ledger.
select distinct negotiation.name, coalesce(demand.given, demand.key), demand.opening
from move
join demand on demand.id = move.demand
join negotiation on negotiation.id = demand.negotiation
where move.private = 1 and move.verb = 'demand'
