-- One row: the number of one move that does not stand for those who see no private move: a public
-- move corrected or struck it, or did so to a private correction of it.
create view gone_in_public as
with recursive gone (id) as (
  select move.corrects
  from move
  where move.corrects is not null and move.private = 0
  union
  select move.corrects
  from gone
  cross join move on move.id = gone.id
  where move.corrects is not null and move.private = 1
)
select target.nr as move
from gone
cross join move as target on target.id = gone.id
