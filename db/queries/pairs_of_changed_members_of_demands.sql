-- One row: as pairs_of_changed_members, of the demands of the JSON array :demands alone. Read by the
-- timeline of one demand.
with recursive
-- include: moved_members
select distinct pair.demand, pair.party
from moved
cross join json_each(:demands) as wanted
cross join pair on pair.negotiation = :negotiation
  and pair.demand = wanted.value and pair.party = moved.party
order by 1, 2
