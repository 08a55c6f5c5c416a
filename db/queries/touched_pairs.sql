-- One row: one demand and party whose cell may differ between two moments, because a move in
-- (:after, :until] speaks of it. Read by the diff: its cost follows the moves between the two.
-- A proponent's move touches every cell of its demand; touched_members tells of a bloc's answer.
with spoken as materialized (
  select distinct
    move.demand,
    case
      when move.verb in ('accept', 'reject', 'defer', 'counter', 'ask', 'note') then move.party
    end as party
  from move
  where move.negotiation = :negotiation and move.moment > :after and move.moment <= :until
    and move.verb <> 'strike'
    and not exists (select 1 from set_aside where set_aside.move = move.nr)
)
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
