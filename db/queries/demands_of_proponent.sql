-- One row: the id of one demand that the party :party put or co-sponsored, after :after.
select demand.id
from demand
where demand.negotiation = :negotiation and demand.proponent = :party and demand.id > :after
union
select sponsor.demand
from sponsor
join demand on demand.id = sponsor.demand and demand.negotiation = :negotiation
where sponsor.party = :party and sponsor.demand > :after
order by 1
limit :limit
