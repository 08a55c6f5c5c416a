-- One row: one demand whose labels were edited, with what it is called by in every copy of the
-- ledger: its negotiation, the key it was given, and the move that put it first.
select demand.id, negotiation.name, coalesce(demand.given, demand.key), coalesce(demand.opening, '')
from (select distinct row from registry_change where subject = 'demand') as edited
join demand on demand.id = edited.row
join negotiation on negotiation.id = demand.negotiation
order by demand.id
