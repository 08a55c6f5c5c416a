-- One row: one addition to the registry, or edit of it, in order of arrival; without what followed
-- from others. Read when it is told to
-- another copy of the ledger, or united with another's.
select nr, subject, ref, row, field, old, new, changed_at, changed_by
from registry_change
where subject <> 'setting' and by_union is not 'followed'
order by nr
