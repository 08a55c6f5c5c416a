-- Stands in, for this connection, for the moves set aside where private moves are hidden as well: those
-- recorded after the number in until_move, private ones, and what a public move had corrected or struck
-- by then, or a private correction of it. It lists nothing: see hidden_stand_in.
create temp view set_aside as
select held.move
from main.set_aside as held
where exists (
  with recursive below (id) as (
    select target.id from main.move as target where target.nr = held.move
    union
    select mend.id
    from below
    cross join main.move as mend on mend.corrects = below.id
    where mend.private = 1 and mend.nr <= (select until_move.nr from temp.until_move)
  )
  select 1
  from below
  cross join main.move as mend on mend.corrects = below.id
  where mend.private = 0 and mend.nr <= (select until_move.nr from temp.until_move)
)
union all
select later.nr as move
from main.move as later
where later.nr > (select until_move.nr from temp.until_move)
union all
select hidden.nr as move
from main.move as hidden indexed by move_private
where hidden.private = 1
