-- One row: one demand and party whose membership of a bloc began or ended between two days, so
-- that the answer it inherits may differ.
select distinct pair.demand, pair.party
from membership
cross join pair on pair.party = membership.member and pair.negotiation = :negotiation
where (membership.since > :after_day and membership.since <= :until_day)
   or (membership.until >= :after_day and membership.until < :until_day)
order by 1, 2
