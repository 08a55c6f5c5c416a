-- As db/queries/registry_changes.sql, but for what programs once kept of somebody's own current
-- negotiation.
select subject, ref, row, field, old, new
from registry_change
where nr > :after and nr <= :until and by_union is distinct from 'told' and subject <> 'setting'
order by nr desc
