-- One row: the key of one demand of which nobody has reported the wording, though it was spoken
-- of, and the code of its proponent where that is known.
select demand.key, party.code
from demand
left join party on party.id = demand.proponent
where demand.negotiation = :negotiation
  and not exists (
    select 1
    from move
    where move.demand = demand.id
      and move.life = 'worded'
      and not exists (select 1 from set_aside where set_aside.move = move.nr)
  )
  and exists (
    select 1
    from move
    where move.demand = demand.id
      and move.verb <> 'strike'
      and not exists (select 1 from set_aside where set_aside.move = move.nr)
  )
  and not exists (
    select 1 from move where move.demand = demand.id and move.verb = 'demand'
  )
order by demand.id
