-- One row: one demand and member, and the bloc whose answer may be its own. Included after the CTEs
-- `within (member, bloc)` and `spoken (demand, party)`, the party a bloc.
select pair.demand, pair.party, spoken.party
from spoken
cross join within on within.bloc = spoken.party
cross join pair on pair.negotiation = :negotiation
  and pair.demand = spoken.demand and pair.party = within.member
order by 1, 2
