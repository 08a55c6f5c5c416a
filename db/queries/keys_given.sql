-- One row: the key that one or more demands of the JSON array :demands were given. Read in a union.
select distinct coalesce(demand.given, demand.key)
from json_each(:demands) as wanted
cross join demand on demand.id = wanted.value
