-- One row: the highest id of any demand. What an import makes comes after it.
select coalesce(max(id), 0)
from demand
