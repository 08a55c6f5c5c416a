-- One row: one talk with what it is called by in every copy of the ledger: its negotiation, the ref
-- and the date it was added under.
select talk.id, negotiation.name, coalesce(talk.given, talk.ref), talk.first_date
from talk
join negotiation on negotiation.id = talk.negotiation
order by talk.id
