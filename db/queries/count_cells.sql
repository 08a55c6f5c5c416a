-- One row: how many cells there are as of :moment. A cell is there when its demand has been put
-- to the party, or when the party has answered it; "all" (party 0) until anybody has.
select count(*)
from pair
where pair.negotiation = :negotiation
  and (
    (
      pair.party <> 0
      and pair.addressed = 1
      and exists (
        select 1 from move
        where move.demand = pair.demand and move.life = 'worded' and move.moment <= :moment
          and not exists (select 1 from set_aside where set_aside.move = move.nr)
      )
    )
    or exists (
      select 1 from move
      where move.demand = pair.demand and move.party = pair.party
        and move.answer is not null and move.moment <= :moment
        and not exists (select 1 from set_aside where set_aside.move = move.nr)
    )
    or (
      pair.party = 0
      and not exists (
        select 1 from pair as named
        where named.negotiation = :negotiation and named.demand = pair.demand
          and named.addressed = 1
      )
      and exists (
        select 1 from move
        where move.demand = pair.demand and move.life = 'worded' and move.moment <= :moment
          and not exists (select 1 from set_aside where set_aside.move = move.nr)
      )
      and not exists (
        select 1 from move
        where move.demand = pair.demand and move.answer is not null and move.moment <= :moment
          and not exists (select 1 from set_aside where set_aside.move = move.nr)
      )
    )
  )
