-- One row: one demand of the negotiation whose key is in the JSON array :keys: its id, the key it was
-- given, and the id of the move that put it first. Read by chains, and by whoever reads many demands.
select demand.id, coalesce(demand.given, demand.key), demand.opening
from json_each(:keys) as wanted
cross join demand on demand.negotiation = :negotiation and demand.key = wanted.atom
order by demand.id
