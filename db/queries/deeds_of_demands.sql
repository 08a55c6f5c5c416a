-- One row: as deeds, of the demands of the JSON array :demands alone. Read by the timeline of one
-- demand.
select move.moment, move.demand, move.party, move.verb, move.manner, move.private
from json_each(:demands) as wanted
cross join move on move.demand = wanted.value and move.moment <= :until
where move.negotiation = :negotiation
  and move.verb <> 'strike'
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
order by move.moment, move.rank
