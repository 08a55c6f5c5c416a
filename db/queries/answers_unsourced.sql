-- One row: one answer in force that names neither a source nor its text: its id, demand, party and verb,
-- the ref of its talk and whether it is private. Of one that was recorded twice alike, the first, where
-- neither names one.
select move.id, demand.key, party.code, move.verb, talk.ref, move.private
from move
join demand on demand.id = move.demand
join party on party.id = move.party
left join talk on talk.id = move.talk
where move.negotiation = :negotiation
  and move.answer is not null
  and coalesce(move.source, move.source_text, '') = ''
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
  and not exists (
    select 1 from move as twin
    where twin.demand = move.demand and twin.party = move.party and twin.moment = move.moment
      and twin.answer = move.answer and twin.nr <> move.nr
      and twin.condition is move.condition and twin.private = move.private
      and (coalesce(twin.source, twin.source_text, '') <> '' or twin.nr < move.nr)
      and not exists (select 1 from set_aside where set_aside.move = twin.nr)
  )
order by move.moment
