-- One row: one move of a party on a demand at a moment, recorded up to number :before and not struck,
-- with all that an import compares. Read by the import, which adds nothing twice. `opening` is the wording of the
-- counter-demand.
select
  move.talk, move.date, move.sponsors, move.verb, move.manner, move.ad_referendum, move.kind,
  move.addressees, move.text, move.condition, move.until, counter.key, move.quote, move.speaker,
  move.source, move.note, move.private, move.corrects, move.source_text,
  (
    select opening.text
    from move as opening
    where opening.demand = move.counter and opening.verb = 'demand'
    order by opening.moment, opening.rank
    limit 1
  )
from move
left join demand as counter on counter.id = move.counter
where move.demand = :demand and move.party = :party and move.moment = :moment
  and +move.nr <= :before
  and not exists (
    select 1 from move as struck where struck.corrects = move.id and struck.verb = 'strike'
  )
order by move.rank
