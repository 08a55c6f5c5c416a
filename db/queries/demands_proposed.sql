-- The ids of the demands that the party :party put or co-sponsored, after :after. Included in the
-- queries that page through the demands of a party.
select demand.id
from demand
where demand.negotiation = :negotiation and demand.proponent = :party and demand.id > :after
union
select sponsor.demand
from sponsor
join demand on demand.id = sponsor.demand and demand.negotiation = :negotiation
where sponsor.party = :party and sponsor.demand > :after
