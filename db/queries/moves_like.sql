-- One row: the id and the corrected move of each recorded move that says the same of a demand by
-- the same party at the same moment. Read by the import, which adds nothing twice.
select
  move.talk, move.date, move.sponsors, move.verb, move.manner, move.ad_referendum, move.kind,
  move.addressees, move.text, move.condition, move.until, counter.key, move.quote, move.speaker,
  move.source, move.note, move.private
from move
left join demand as counter on counter.id = move.counter
where move.demand = :demand and move.party = :party and move.moment = :moment
order by move.rank
