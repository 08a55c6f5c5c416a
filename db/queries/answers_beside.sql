-- One row: one whole answer in force of a party on a demand at a moment, public or private as asked.
-- What was said in private contests nothing that was said in public.
-- include: move_columns
from move
-- include: move_joins
where move.demand = :demand
  and move.party = :party
  and move.moment = :moment
  and move.private = :private
  and move.answer is not null
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
order by move.rank, move.id
