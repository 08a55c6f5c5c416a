-- Stands in, for this connection, for the moves set aside: private moves are, and what a public move
-- corrected or struck, or a private correction of it. What only private ones corrected or struck
-- stands. It lists nothing, but asks of one move after the other, so that its cost does not grow with
-- the ledger.
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
    where mend.private = 1
  )
  select 1
  from below
  cross join main.move as mend on mend.corrects = below.id
  where mend.private = 0
)
union all
select hidden.nr as move
from main.move as hidden indexed by move_private
where hidden.private = 1
