-- Adds the cells of the parties that ever answered a demand.
insert into pair (negotiation, demand, party, addressed)
select distinct :negotiation, move.demand, move.party, 0
from move
where move.demand = :demand and move.answer is not null
on conflict do nothing
