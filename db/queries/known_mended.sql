-- Stands in, for this connection, for the moves that were corrected or struck: those that had been by
-- the number in until_move.
create temp view mended as
select held.move
from main.set_aside as held
where exists (
  select 1
  from main.move as target
  cross join main.move as mending on mending.corrects = target.id
  where target.nr = held.move and mending.nr <= (select until_move.nr from temp.until_move)
)
