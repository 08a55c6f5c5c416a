-- One row: the demand of the move with the id :id that stands, its key and that of the counter-demand
-- as they are called here, and its place in time.
select demand.id, demand.key, counter.key, move.moment, move.rank
from move
join demand on demand.id = move.demand
left join demand as counter on counter.id = move.counter
where move.id = :id
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
