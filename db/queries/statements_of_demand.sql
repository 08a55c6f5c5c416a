-- One row: one statement on a demand outside any talk of which only a span of days is known.
select move.nr, move.date, move.moment
from move
where move.demand = :demand
  and move.talk is null
  and move.verb <> 'demand'
  and move.date not glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'
