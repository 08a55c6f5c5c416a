-- One row: one edit of a label of a demand that was made with a correction: when, the negotiation's
-- name with the demand's key, the field, its old and its new value. :made is a JSON array of
-- [when, name and key].
select registry_change.changed_at, registry_change.ref, field, old, new
from json_each(:made) as wanted
cross join registry_change on registry_change.subject = 'demand'
  and registry_change.changed_at = json_extract(wanted.value, '$[0]')
  and registry_change.ref = json_extract(wanted.value, '$[1]')
where registry_change.old is not registry_change.new
order by registry_change.nr
