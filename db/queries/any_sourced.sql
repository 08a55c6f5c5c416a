-- One row: whether any move of a negotiation up to number :until names the text of its source, private
-- ones where :private.
select exists (
  select 1
  from move
  where move.source_text is not null
    and +move.negotiation = :negotiation
    and move.nr <= :until
    and (:private = 1 or move.private = 0)
)
