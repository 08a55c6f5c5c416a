-- One row: the hash of one text that moves of a negotiation up to number :until name as that of their
-- source, private ones where :private.
select distinct move.source_text
from move
where move.source_text is not null
  and +move.negotiation = :negotiation
  and move.nr <= :until
  and (:private = 1 or move.private = 0)
order by move.source_text
