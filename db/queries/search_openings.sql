-- One row: the number and place in time of the move that stands for a demand of the JSON array
-- :demands: the one that put it, or else the first on it.
select move.nr, move.moment, move.rank
from json_each(:demands) as wanted
cross join move on move.nr = (
  select first.nr
  from move as first
  where first.demand = wanted.value
    and first.private <= :private
    and (
      not exists (select 1 from set_aside where set_aside.move = first.nr)
      or (:every = 1 and exists (select 1 from mended where mended.move = first.nr))
    )
  order by first.verb <> 'demand', first.moment, first.rank
  limit 1
)
where
-- include: search_filters
order by move.demand
