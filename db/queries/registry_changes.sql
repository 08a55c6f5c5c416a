-- One row: one addition to the registry or edit of it, after number :after and up to :until, the
-- latest first.
select subject, ref, row, field, old, new
from registry_change
where nr > :after and nr <= :until
order by nr desc
