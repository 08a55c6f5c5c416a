-- One row: as db/queries/label_changes.sql.
select registry_change.changed_at, registry_change.ref, field, old, new
from jsonb_array_elements(cast(:made as jsonb)) as wanted
join registry_change on registry_change.subject = 'demand'
  and registry_change.changed_at = wanted ->> 0
  and registry_change.ref = wanted ->> 1
where registry_change.old is distinct from registry_change.new
order by registry_change.nr
