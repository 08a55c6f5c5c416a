-- One row: the key of one demand of which nothing was said but in private.
select distinct demand.key
from move
join demand on demand.id = move.demand
where move.private = 1
  and not exists (
    select 1 from move as told where told.demand = move.demand and told.private = 0
  )
