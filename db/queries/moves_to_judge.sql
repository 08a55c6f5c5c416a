-- One row: one of the moves in the JSON array :moves that stands, its demand and that one's key and
-- the key of the counter-demand as they are called here, and its place in time.
select move.id, demand.id, demand.key, counter.key, move.moment, move.rank
from json_each(:moves) as wanted
cross join move on move.id = wanted.atom
join demand on demand.id = move.demand
left join demand as counter on counter.id = move.counter
where not exists (select 1 from set_aside where set_aside.move = move.nr)
