-- Begins with the labels that a demand has now.
insert into known_demand (id, title, kind, issue, proponent)
select id, title, kind, issue, proponent
from main.demand
where id = :id
on conflict do nothing
