-- One row: when the latest answer in force of a party on a demand was given, if any.
select move.moment, move.talk, move.date
from move
where move.demand = :demand and move.party = :party
  and move.answer is not null
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
order by move.moment desc, move.rank desc
limit 1
