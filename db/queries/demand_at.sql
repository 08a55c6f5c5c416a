-- One row: the id of the demand with the key :key, where it comes after :after.
select demand.id
from demand
where demand.negotiation = :negotiation and demand.key = :key and demand.id > :after
limit :limit
