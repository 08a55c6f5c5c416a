-- One row: the id of one demand that the party :party put, co-sponsored or answered, or that was put to
-- it, after :after. Read by the brief of a party.
-- include: demands_proposed
union
select pair.demand
from pair
where pair.party = :party and pair.negotiation = :negotiation and pair.demand > :after
order by 1
limit :limit
