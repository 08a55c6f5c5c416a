-- Begins with the labels that a demand has now.
insert or ignore into known_demand (id, title, kind, issue, proponent)
select id, title, kind, issue, proponent
from main.demand
where id = :id
