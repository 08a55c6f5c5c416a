-- Fills what stands in for the negotiations.
insert into temp.negotiation (id, name, title, archived)
select id, name, title, archived
from main.negotiation
