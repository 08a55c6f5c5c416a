-- One row: one move in force on the wording of the demand :demand, at any time; in ledger order.
-- Read when a move is judged.
select
  move.moment, move.rank, move.life, move.text, move.verb, move.private, move.talk, move.date
from move
where move.demand = :demand and move.life is not null
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
order by move.moment, move.rank
