-- One row: one public move in force with its refs in words, for looking at with other tools.
create view move_log as
select
  negotiation.name as negotiation,
  talk.ref as talk,
  coalesce(move.date, talk.date) as date,
  party.code || coalesce(';' || move.sponsors, '') as party,
  move.verb || coalesce(' ' || move.manner, '') as move,
  demand.key as demand,
  demand.title as title,
  move.text,
  move.condition,
  move.until,
  counter.key as counter,
  move.quote,
  move.speaker,
  move.source,
  move.note,
  move.id,
  move.recorded_at,
  move.recorded_by
from move
join negotiation on negotiation.id = move.negotiation
join party on party.id = move.party
join demand on demand.id = move.demand
left join talk on talk.id = move.talk
left join demand as counter on counter.id = move.counter
where move.private = 0
  and move.nr not in (select move from gone_in_public)
