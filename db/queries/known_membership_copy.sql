-- Fills what stands in for the stays in blocs.
insert into temp.membership (id, member, bloc, since, until)
select id, member, bloc, since, until
from main.membership
