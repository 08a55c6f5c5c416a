-- One row: one answering move of the JSON array :moves, with all that a position shows of it.
select
  move.nr, move.moment, move.rank, move.answer, move.manner, move.ad_referendum, move.id,
  move.talk, move.date, move.text, move.condition, move.until, counter.key, move.quote,
  move.speaker, move.source, move.private
from json_each(:moves) as wanted
cross join move on move.nr = wanted.value
left join demand as counter on counter.id = move.counter
