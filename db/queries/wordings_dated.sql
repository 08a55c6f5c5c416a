-- One row: one move in force on the wording of a demand, at any time, with its talk and its own date,
-- for the demands in the JSON array :demands; in ledger order. Read when moves are judged or exported.
-- With a bound of the moment, which all keep, SQLite takes the index of moves on the wording.
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
  and move.moment >= 0
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
order by move.demand, move.moment, move.rank
