-- One row: one move in force that has a quote and names the text of its source, which is here: its id, the
-- key of its demand, the ref of its talk, whether it is private, the quote, and the hash of the text;
-- those of one text together.
select move.id, demand.key, talk.ref, move.private, move.quote, move.source_text
from move
join source_text on source_text.hash = move.source_text
join demand on demand.id = move.demand
left join talk on talk.id = move.talk
where move.source_text is not null
  and +move.negotiation = :negotiation
  and move.quote is not null
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
order by move.source_text, move.nr
