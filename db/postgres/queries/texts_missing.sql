-- One row: as db/queries/texts_missing.sql.
select
  move.source_text,
  count(*),
  (array_agg(move.id order by move.nr))[1],
  (array_agg(demand.key order by move.nr))[1],
  min(move.private),
  min(move.nr)
from move
join demand on demand.id = move.demand
where move.source_text is not null
  and move.negotiation = :negotiation
  and not exists (select 1 from source_text where source_text.hash = move.source_text)
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
group by move.source_text
order by move.source_text
