-- One row: one whole answer in force, on a demand of the JSON array :demands, of a party that gave
-- several there at one moment, all public or all private. Notes and questions contest nothing.
with occasion as materialized (
  select move.demand, move.party, move.moment, move.private
  from json_each(:demands) as wanted
  cross join move on move.demand = wanted.value
  where move.answer is not null and move.answer not in ('noted', 'asked')
    and not exists (select 1 from set_aside where set_aside.move = move.nr)
  group by move.demand, move.party, move.moment, move.private
  having count(*) > 1
)
-- include: move_columns
from occasion
cross join move on move.demand = occasion.demand
  and move.party = occasion.party
  and move.moment = occasion.moment
  and move.private = occasion.private
-- include: move_joins
where move.answer is not null
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
order by demand.id, move.moment, move.party, move.private, move.rank, move.id
