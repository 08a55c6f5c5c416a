-- One row: the id of one demand that was put to, or answered by, the party :party, after :after.
select pair.demand as id
from pair
where pair.party = :party
  and pair.negotiation = :negotiation
  and pair.demand > :after
order by pair.demand
limit :limit
