-- One row: the id and the code of one party, of those too that were not known yet at the time that is
-- looked back at: what was recorded later names them until it is left out.
select id, code
from main.party
