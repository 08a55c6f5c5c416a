-- One row: one addition to the registry or edit of it, after number :after and up to :until, the
-- latest first. What another copy of the ledger told is left out; what followed from it is not.
select subject, ref, row, field, old, new
from registry_change
where nr > :after and nr <= :until and by_union is not 'told'
order by nr desc
