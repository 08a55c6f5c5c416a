-- Fills what stands in for the co-sponsors.
insert into temp.sponsor (demand, party)
select demand, party
from main.sponsor
