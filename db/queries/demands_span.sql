-- One row: the first and the last id of the demands of a negotiation. Read to tell how far an export
-- of their positions has come.
select coalesce(min(demand.id), 0), coalesce(max(demand.id), 0)
from demand
where demand.negotiation = :negotiation
