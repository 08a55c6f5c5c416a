-- One row: one move in force on the wording of one demand of the JSON array :demands, at any time; of
-- each demand in ledger order. Read when moves are judged by what is known now.
select
  move.demand, move.moment, move.rank, move.life, move.text, move.verb, move.private, move.talk, move.date
from json_each(:demands) as wanted
cross join move on move.demand = wanted.value and move.life is not null
where not exists (select 1 from set_aside where set_aside.move = move.nr)
order by move.demand, move.moment, move.rank
