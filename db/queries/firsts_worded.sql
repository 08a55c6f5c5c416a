-- One row: one demand of the JSON array :demands, and the place in time at which it was first worded in
-- force, by a move whose own place is certain; none where there is no such move.
select move.demand, min(move.moment)
from json_each(:demands) as wanted
cross join move on move.demand = wanted.value and move.life = 'worded'
where (
    move.verb = 'demand'
    or move.talk is not null
    or move.date glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'
  )
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
group by move.demand
