-- One row: where one of the moves in the JSON array :moves stands, and its occasion as every copy
-- names it.
select
  move.id,
  move.generation,
  move.rank,
  negotiation.name,
  coalesce(talk.given, talk.ref),
  talk.first_date,
  move.date
from json_each(:moves) as wanted
cross join move on move.id = wanted.atom
join negotiation on negotiation.id = move.negotiation
left join talk on talk.id = move.talk
