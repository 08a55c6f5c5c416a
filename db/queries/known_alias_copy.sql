-- Fills what stands in for the other names of parties.
insert into temp.party_alias (party, alias)
select party, alias
from main.party_alias
