-- Fills what stands in for the issues.
insert into temp.issue (id, negotiation, path)
select id, negotiation, path
from main.issue
