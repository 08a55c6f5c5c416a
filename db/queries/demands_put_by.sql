-- One row: the key of one demand of the JSON array :demands that anybody had spoken of by :moment.
select demand.key
from json_each(:demands) as wanted
cross join demand on demand.id = wanted.value
where exists (
  select 1
  from move
  where move.demand = demand.id and move.moment <= :moment
    and move.verb <> 'strike'
    and not exists (select 1 from set_aside where set_aside.move = move.nr)
)
