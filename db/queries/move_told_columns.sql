-- The columns of one move as it is told to another copy of the ledger: its talk and its demands by
-- the refs they were first given. Included in the queries that tell moves.
select
  move.id, move.parent, move.generation, move.rank, move.recorded_at, move.recorded_by,
  negotiation.name, coalesce(talk.given, talk.ref), talk.first_date, move.date, party.code,
  move.sponsors, move.verb, move.manner, move.ad_referendum, coalesce(demand.given, demand.key),
  demand.opening, move.kind, move.addressees, move.text, move.condition, move.until,
  coalesce(counter.given, counter.key), counter.opening, move.quote, move.speaker, move.source,
  move.note, move.private, move.corrects, move.by_key, move.source_text
