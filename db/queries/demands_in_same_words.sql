-- One row: one public demand that the move :told puts, or that its party put in the same words to the
-- same parties on the same occasion: its key, the move that words it, and the move that counters with
-- it, if any. The first recorded comes first. Read after a union.
select
  demand.key,
  move.id,
  (
    select min(answer.id)
    from move as answer
    where answer.counter = demand.id
      and answer.private = 0
      and not exists (select 1 from set_aside where set_aside.move = answer.nr)
  )
from move as told
cross join move on move.negotiation = told.negotiation
  and move.moment = told.moment
  and move.party = told.party
  and move.verb = 'demand'
  and move.text = told.text
  and move.sponsors is told.sponsors
  and move.addressees is told.addressees
  and move.private = 0
join demand on demand.id = move.demand
where told.id = :told
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
order by move.recorded_at, move.id
