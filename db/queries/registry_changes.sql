-- One row: one edit of the registry, oldest first.
select subject, ref, field, old, new, changed_at, changed_by
from registry_change
where subject = :subject and ref = :ref
order by nr
