-- One row: the id of one demand of the negotiation, in the order they came up, after :after.
-- Read by the row ids: an index of the negotiation would have all its demands sorted for each page.
select demand.id
from demand
where +demand.negotiation = :negotiation and demand.id > :after
order by demand.id
limit :limit
