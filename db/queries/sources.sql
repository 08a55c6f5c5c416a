-- One row: one source as it is cited, and one text of it, named by moves in force of a negotiation: the
-- bytes of the text where it is here, how many moves and quotes there are, and whether all are private.
select
  coalesce(move.source, ''),
  coalesce(move.source_text, ''),
  (
    select length(cast(source_text.text as blob))
    from source_text
    where source_text.hash = move.source_text
  ),
  count(*),
  count(move.quote),
  min(move.private)
from move
where move.negotiation = :negotiation
  and (move.source is not null or move.source_text is not null)
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
group by move.source, move.source_text
order by min(move.moment), min(move.rank), 1, 2
