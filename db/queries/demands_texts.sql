-- One row: one demand of the JSON array :demands, and one wording that it was put in.
select move.demand, move.text
from json_each(:demands) as wanted
cross join move on move.demand = wanted.value and move.verb = 'demand'
