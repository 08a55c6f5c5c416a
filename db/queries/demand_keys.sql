-- One row: the key of one demand of a negotiation of which anything may be seen. Read for
-- suggestions only.
select demand.key
from demand
where demand.negotiation = :negotiation
  and exists (
    select 1 from move
    where move.demand = demand.id
      and not exists (select 1 from set_aside where set_aside.move = move.nr)
  )
order by demand.id
