-- One row: one text that moves of a negotiation name as that of their source, with its hash: those up
-- to number :until, private ones where :private.
select source_text.hash, source_text.text
from source_text
where exists (
  select 1
  from move
  where move.source_text = source_text.hash
    and +move.negotiation = :negotiation
    and move.nr <= :until
    and (:private = 1 or move.private = 0)
)
order by source_text.hash
