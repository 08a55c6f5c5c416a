-- One row: one statement on one demand of the JSON array :demands outside any talk, of which only a
-- span of days is known.
select move.demand, move.nr, move.date, move.moment
from json_each(:demands) as wanted
cross join move on move.demand = wanted.value
where move.talk is null
  and move.verb <> 'demand'
  and move.date not glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'
