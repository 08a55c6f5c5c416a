-- One row: one answer in force of a party on a demand at a moment, on the wording that is live then.
-- Read when a move is judged; what was said in private contests nothing that was said in public.
select move.answer, move.condition, move.rank
from move
where move.demand = :demand and move.party = :party and move.moment = :moment
  and move.answer is not null and move.private = :private
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
