-- One row: one move in force that made, mended or withdrew the wording of a demand, up to :moment,
-- with its talk and its own date, for the demands in the JSON array :demands; in ledger order.
-- Read by every view of positions, and when moves are judged or exported.
select
  move.demand,
  move.moment,
  move.rank,
  move.life,
  move.text,
  move.verb,
  move.private,
  move.talk,
  move.date
from json_each(:demands) as wanted
cross join move on move.demand = wanted.value
  and move.life is not null
  and move.moment <= :moment
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
order by move.demand, move.moment, move.rank
