-- One row: one demand and party whose cell may differ between two moments, because a move in
-- (:after, :until] speaks of it. Read by the diff: its cost follows the moves between the two.
-- touched_members tells of a bloc's answer.
with spoken as materialized (
-- include: who_spoke
  from move
  where move.negotiation = :negotiation and move.moment > :after and move.moment <= :until
    and move.verb <> 'strike'
    and not exists (select 1 from set_aside where set_aside.move = move.nr)
)
-- include: touched_cells
