-- One row: one text that moves in force of a negotiation name as that of their source, and that is not
-- here: its hash, how many moves there are, the first of them and the key of its demand, and whether all
-- are private.
select move.source_text, count(*), move.id, demand.key, min(move.private), min(move.nr)
from move
join demand on demand.id = move.demand
where move.source_text is not null
  and +move.negotiation = :negotiation
  and not exists (select 1 from source_text where source_text.hash = move.source_text)
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
group by move.source_text
order by move.source_text
