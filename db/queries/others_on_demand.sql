-- One row: how many moves in force, of those recorded after number :after, speak of a demand or
-- point to it, besides the one numbered :nr that puts it; none where another in force puts it too, as
-- it does where its wording was corrected in two copies of the ledger.
select count(*)
from move
where (move.demand = :demand or move.counter = :demand) and move.nr <> :nr
  and move.nr > :after
  and move.verb <> 'strike'
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
  and not exists (
    select 1
    from move as twin
    where twin.demand = :demand
      and twin.verb = 'demand'
      and twin.nr <> :nr
      and not exists (select 1 from set_aside where set_aside.move = twin.nr)
  )
