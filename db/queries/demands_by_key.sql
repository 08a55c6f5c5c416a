-- One row: the id of one demand of the negotiation whose key is in the JSON array :keys.
select demand.id
from json_each(:keys) as wanted
cross join demand on demand.negotiation = :negotiation and demand.key = wanted.atom
order by demand.id
