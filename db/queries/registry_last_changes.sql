-- One row: when one field was last changed of one of the things with the rows in the JSON array :rows
-- of one kind.
select change.row, change.field, max(change.changed_at)
from json_each(:rows) as wanted
cross join registry_change as change on change.subject = :subject and change.row = wanted.value
group by change.row, change.field
