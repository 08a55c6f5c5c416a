-- Makes, for this connection, the list of the public moves that only private ones corrected or struck:
-- they stand where private moves are hidden. But where a public move set such a private correction
-- aside in turn, what that had corrected is gone with it.
create temp table spared as
select distinct target.nr as move
from main.move as mending
cross join main.move as target on target.id = mending.corrects
where mending.corrects is not null and mending.private = 1 and target.private = 0
  and not exists (
    with recursive below (id) as (
      select target.id
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
