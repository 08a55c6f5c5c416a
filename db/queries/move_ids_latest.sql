-- One row: the id of one move of a negotiation among the :limit moves recorded last. Read for
-- suggestions.
select id
from move
where nr > (select max(nr) from move) - :limit
  and +negotiation = :negotiation
