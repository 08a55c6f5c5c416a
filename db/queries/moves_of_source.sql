-- One row: one whole move in force that cites the source :source, in the order of recording.
-- include: move_columns
from move
-- include: move_joins
where move.negotiation = :negotiation
  and move.source = :source
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
order by move.nr
