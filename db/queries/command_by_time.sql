-- One row: how far the ledger and the history of the registry had come when the first command after
-- the time :at began.
select last_move, last_change
from command
where nr < coalesce((select min(nr) from command where at > :at), (select max(nr) + 1 from command))
order by nr desc
limit 1
