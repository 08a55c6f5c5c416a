-- One row: one talk, or one date outside any, at which parties answered a demand after the turn
-- (:moment, :rank) and before the turn (:until_moment, :until_rank), in order of time. Read when a
-- new wording is judged that was said before them.
select move.talk, move.date
from move
where move.demand = :demand and move.answer is not null
  and (move.moment, move.rank) > (:moment, :rank)
  and (move.moment, move.rank) < (:until_moment, :until_rank)
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
group by move.talk, move.date
order by min(move.moment)
