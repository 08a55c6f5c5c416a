-- One row: when a field of something in the registry was last changed. Coming and going are one.
select max(changed_at)
from registry_change
where subject = :subject
  and row = :row
  and (field = :field or (:field in ('added', 'removed') and field in ('added', 'removed')))
