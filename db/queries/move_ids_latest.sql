-- One row: the id of one move of a negotiation, the latest recorded first. Read for suggestions.
select id
from move
where +negotiation = :negotiation
order by nr desc
limit :limit
