-- The columns of one move as they are read back: included in the queries that give whole moves.
select
  move.nr, move.id, move.parent, move.talk, move.date, party.code, move.sponsors, move.verb,
  move.manner, move.ad_referendum, demand.key, move.kind, move.addressees, move.text,
  move.condition, move.until, counter.key, move.quote, move.speaker, move.source, move.note,
  move.private, move.corrects, move.source_text, move.recorded_at, move.recorded_by, move.generation, move.moment, move.rank,
  not exists (select 1 from set_aside where set_aside.move = move.nr)
