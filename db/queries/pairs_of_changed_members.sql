-- One row: one demand and party whose membership of a bloc, or that of a bloc it belongs to, began
-- or ended between two days, so that the answer it inherits may differ. On an unknown first day
-- (null) whoever ever was a member is one.
with recursive
-- include: moved_members
select distinct pair.demand, pair.party
from moved
cross join pair on pair.party = moved.party and pair.negotiation = :negotiation
order by 1, 2
