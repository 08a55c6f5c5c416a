-- One row: one mapping of imports that was kept under a name, with when and by whom.
select name, rules, kept_at, kept_by
from mapping
order by name
