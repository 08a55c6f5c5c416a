-- One row: the id of the talk with the ref :name, sought at the id :id first, where most are found.
select id
from (
  select talk.id
  from talk
  where talk.id = :id and talk.negotiation = :negotiation and talk.ref = :name
  union all
  select talk.id from talk where talk.negotiation = :negotiation and talk.ref = :name
) as called
limit 1
