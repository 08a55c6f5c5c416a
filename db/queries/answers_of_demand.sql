-- One row: who gave one answer in force to a demand, when, and its turn; in ledger order. Read when
-- the move that made the demand is corrected.
select move.party, move.talk, move.date, move.moment, move.rank
from move
where move.demand = :demand and move.answer is not null
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
order by move.moment, move.rank
