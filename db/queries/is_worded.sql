-- One row: whether a move in force says the wording of the demand :demand.
select exists (
  select 1
  from move
  where move.demand = :demand
    and move.life = 'worded'
    and not exists (select 1 from set_aside where set_aside.move = move.nr)
)
