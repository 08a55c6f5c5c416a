-- One row: one addition to the registry, or edit of it, in order of arrival, and how it came here. Of
-- what followed from others only where a talk was added, as that says what its row is. Read when it is
-- told to another copy of the ledger, or united with another's.
select nr, subject, ref, row, field, old, new, changed_at, changed_by, by_union
from registry_change
where subject <> 'setting'
  and (by_union is not 'followed' or (subject = 'talk' and field = 'added'))
order by nr
