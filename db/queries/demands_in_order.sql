-- One row: the id of one demand of the negotiation, in the order they came up, after :after.
select demand.id
from demand
where demand.negotiation = :negotiation and demand.id > :after
order by demand.id
limit :limit
