-- Stands in, for this connection, for the moves set aside: those recorded after the number in
-- until_move are, and what was corrected or struck by then. It lists nothing: see hidden_stand_in.
create temp view set_aside as
select held.move
from main.set_aside as held
where exists (
  select 1
  from main.move as target
  cross join main.move as mending on mending.corrects = target.id
  where target.nr = held.move and mending.nr <= (select until_move.nr from temp.until_move)
)
union all
select later.nr as move
from main.move as later
where later.nr > (select until_move.nr from temp.until_move)
