-- One row: one demand and party whose cell a move speaks of. Included after a CTE `spoken (demand,
-- party)`, whose party is null where the proponent spoke, which touches every cell of its demand.
select pair.demand, pair.party
from spoken
cross join pair on pair.negotiation = :negotiation
  and pair.demand = spoken.demand and pair.party in (spoken.party, 0)
where spoken.party is not null
union
select pair.demand, pair.party
from spoken
cross join pair on pair.negotiation = :negotiation and pair.demand = spoken.demand
where spoken.party is null
order by 1, 2
