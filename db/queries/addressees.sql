-- One row: the code of one addressee of a demand.
select party.code
from pair
join party on party.id = pair.party
where pair.negotiation = :negotiation and pair.demand = :demand and pair.addressed = 1
order by party.id
