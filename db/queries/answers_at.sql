-- One row: one answer in force of a party on a demand at a moment, on the wording that is live then.
-- Read when a move is judged.
select move.answer, move.condition, move.rank
from move
where move.demand = :demand and move.party = :party and move.moment = :moment
  and move.answer is not null
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
