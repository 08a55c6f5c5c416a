-- One row: the code of a party that answered the demand :demand and has no cell on it; of all, an
-- empty one, where it is put to nobody by name.
select distinct party.code
from move
join party on party.id = move.party
where move.demand = :demand
  and move.answer is not null
  and not exists (
    select 1
    from pair
    where pair.negotiation = :negotiation and pair.demand = :demand and pair.party = move.party
  )
union all
select ''
where not exists (
  select 1
  from pair
  where pair.negotiation = :negotiation
    and pair.demand = :demand
    and (pair.addressed = 1 or pair.party = 0)
)
