-- One row: one move as it is told to another copy, then what was derived of it when it was recorded
-- and what that is to agree with: its talk, its parent, the move it sets aside, what sets it aside.
-- Of one negotiation where :negotiation is not null; in the order of recording.
-- include: move_told_columns
  , move.nr,
  demand.key,
  talk.ref,
  move.moment,
  move.pinned,
  move.answer,
  move.life,
  move.counter is move.demand,
  talk.moment,
  demand.negotiation = move.negotiation
    and coalesce(talk.negotiation, move.negotiation) = move.negotiation
    and coalesce(counter.negotiation, move.negotiation) = move.negotiation,
  parent.nr,
  parent.generation,
  target.nr,
  target.rank,
  target.talk is move.talk and target.date is move.date,
  exists (select 1 from mended where mended.move = move.nr),
  exists (select 1 from move as later where later.corrects = move.id)
from move
-- include: move_told_joins
left join move as parent on parent.id = move.parent
left join move as target on target.id = move.corrects
where :negotiation is null or move.negotiation = :negotiation
order by move.nr
