-- One row: one demand and party whose membership of a bloc, or that of a bloc it belongs to, began
-- or ended between two days, so that the answer it inherits may differ. On an unknown first day
-- (null) whoever ever was a member is one.
with recursive moved (party) as (
  select member
  from membership
  where (since > :after_day and since <= :until_day)
     or (until >= :after_day and until < :until_day)
     or (:after_day is null and (since > :until_day or until < :until_day))
  union
  select membership.member
  from moved
  join membership on membership.bloc = moved.party
)
select distinct pair.demand, pair.party
from moved
cross join pair on pair.party = moved.party and pair.negotiation = :negotiation
order by 1, 2
