-- One row: one demand of a negotiation, with what its key and its opening are to agree
-- with: whether any move puts it; the verb and the demand of the opening, null where that is not here.
select
  demand.id,
  demand.key,
  demand.prefix,
  demand.number,
  demand.opening,
  exists (select 1 from move where move.demand = demand.id and move.verb = 'demand'),
  opening.verb,
  opening.demand
from demand
left join move as opening on opening.id = demand.opening
where demand.negotiation = :negotiation
order by demand.id
