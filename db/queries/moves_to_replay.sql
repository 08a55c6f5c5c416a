-- One row: one move in force on the demand :demand as it is told to another copy, with the key of its
-- counter-demand here, its place in time and the ref of its talk; in ledger order.
-- include: move_told_columns
  , counter.key, move.moment, talk.ref
from move
-- include: move_told_joins
where move.demand = :demand
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
order by move.moment, move.rank
