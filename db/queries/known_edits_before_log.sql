-- One row: one edit of the registry from before the log of commands that was made after :at, the
-- latest first. What was there from the beginning has no time, and is none.
select edit.subject, edit.ref, edit.row, edit.field, edit.old, edit.new
from command as earlier
join registry_change as edit on edit.nr <= earlier.last_change
where earlier.nr = 1
  and earlier.name = 'earlier'
  and edit.changed_at > :at
order by edit.nr desc
