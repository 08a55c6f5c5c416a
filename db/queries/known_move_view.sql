-- Stands in, for this connection, for the moves, each at the place in time that its talk had, or it had
-- itself.
create temp view move as
select
  now.nr, now.id, now.parent, now.negotiation, now.talk, now.date, now.party, now.sponsors,
  now.verb, now.manner, now.ad_referendum, now.demand, now.kind, now.addressees, now.text,
  now.condition, now.until, now.counter, now.quote, now.speaker, now.source, now.note,
  now.private, now.corrects, now.recorded_at, now.recorded_by, now.generation,
  coalesce(
    (select known_span.moment from known_span where known_span.move = now.nr),
    (select known_moment.moment from known_moment where known_moment.talk = now.talk),
    now.moment
  ) as moment,
  now.rank, now.answer, now.life, now.pinned, now.by_key, now.source_text
from main.move as now
