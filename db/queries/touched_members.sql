-- One row: one demand and member of a bloc whose cell may differ between two moments, because the
-- bloc answered in (:after, :until]; with that bloc. Read by the diff.
select distinct pair.demand, pair.party, membership.bloc
from move
cross join membership on membership.bloc = move.party
cross join pair on pair.negotiation = :negotiation
  and pair.demand = move.demand and pair.party = membership.member
where move.negotiation = :negotiation and move.moment > :after and move.moment <= :until
  and move.answer is not null
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
order by 1, 2
