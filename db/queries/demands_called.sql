-- One row: one demand of the JSON array :demands, and the key that it goes by. Read after a union.
select demand.id, demand.key
from json_each(:demands) as wanted
cross join demand on demand.id = wanted.value
