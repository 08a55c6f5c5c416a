-- One row: one demand and member of a bloc, itself or through others, whose cell may differ between
-- two moments, because the bloc answered in (:after, :until]; with that bloc. Read by the diff.
with recursive within (member, bloc) as (
  select member, bloc from membership
  union
  select membership.member, within.bloc
  from within
  join membership on membership.bloc = within.member
),
spoken as materialized (
  select distinct move.demand, move.party
  from move
  where move.negotiation = :negotiation and move.moment > :after and move.moment <= :until
    and move.answer is not null
    and move.party in (select bloc from membership)
    and not exists (select 1 from set_aside where set_aside.move = move.nr)
)
select pair.demand, pair.party, spoken.party
from spoken
cross join within on within.bloc = spoken.party
cross join pair on pair.negotiation = :negotiation
  and pair.demand = spoken.demand and pair.party = within.member
order by 1, 2
