-- One row: one counter in force of which nobody reported the wording: its id, demand, party, the ref of
-- its talk and whether it is private.
select move.id, demand.key, party.code, talk.ref, move.private
from move
join demand on demand.id = move.demand
join party on party.id = move.party
left join talk on talk.id = move.talk
where move.negotiation = :negotiation
  and move.answer = 'countered'
  and move.counter is null
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
order by move.moment
