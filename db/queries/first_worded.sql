-- One row: the place in time at which a demand was first worded in force, by a move whose own place
-- is certain; null where there is none.
select min(move.moment)
from move
where move.demand = :demand
  and move.life = 'worded'
  and (
    move.verb = 'demand'
    or move.talk is not null
    or move.date glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'
  )
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
