-- One row: one statement in force outside any talk of which only a span of days is known: its number,
-- demand, days and place in time.
select move.nr, move.demand, move.date, move.moment
from move
where move.talk is null
  and move.verb <> 'demand'
  and move.date not glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
