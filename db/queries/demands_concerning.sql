-- One row: the id of one demand that the party :party put, co-sponsored or answered, or that was put to
-- it, after :after. Read by the brief of a party.
select demand.id
from demand
where demand.negotiation = :negotiation and demand.proponent = :party and demand.id > :after
union
select sponsor.demand
from sponsor
join demand on demand.id = sponsor.demand and demand.negotiation = :negotiation
where sponsor.party = :party and sponsor.demand > :after
union
select pair.demand
from pair
where pair.party = :party and pair.negotiation = :negotiation and pair.demand > :after
order by 1
limit :limit
