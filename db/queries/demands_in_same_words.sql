-- One row: the id of one of the moves in the JSON array :moves, and one public demand that it puts, or
-- that its party put in the same words to the same parties on the same occasion: its key, the move
-- that words it, and the move that counters with it, if any. Of each the first recorded comes first.
-- Read after a union.
select
  told.id,
  demand.key,
  move.id,
  (
    select min(answer.id)
    from move as answer
    where answer.counter = demand.id
      and answer.private = 0
      and not exists (select 1 from set_aside where set_aside.move = answer.nr)
  )
from json_each(:moves) as wanted
cross join move as told on told.id = wanted.atom
cross join move on move.negotiation = told.negotiation
  and move.moment = told.moment
  and move.party = told.party
  and move.verb = 'demand'
  and move.text = told.text
  and move.sponsors is told.sponsors
  and move.addressees is told.addressees
  and move.private = 0
cross join demand on demand.id = move.demand
where not exists (select 1 from set_aside where set_aside.move = move.nr)
order by told.nr, move.recorded_at, move.id
