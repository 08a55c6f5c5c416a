-- Fills what stands in for the parties.
insert into temp.party (id, code, name)
select id, code, name
from main.party
