-- One row: the key of one demand of the JSON array :demands of which several moves that put it stand,
-- and how many: its wording was mended in two copies of the ledger.
select demand.key, count(*)
from json_each(:demands) as wanted
cross join demand on demand.id = wanted.value
cross join move on move.demand = demand.id and move.verb = 'demand' and move.life is not null
where not exists (select 1 from set_aside where set_aside.move = move.nr)
group by demand.id
having count(*) > 1
order by demand.id
