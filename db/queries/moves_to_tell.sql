-- One row: one move as it is told to another copy, after the one of generation :generation with the
-- id :id, so that what came before it comes first. Only what arrived after number :after; private
-- moves where :private is 1, else neither these nor what went by a private correction that is gone
-- itself, so that nobody else can tell; of one negotiation where :negotiation is not null.
-- include: move_told_columns
from move
-- include: move_told_joins
where (move.generation, move.id) > (:generation, :id)
  and +move.nr > :after
  and (
    :private = 1
    or (
      move.private = 0
      and (
        move.nr not in (select gone_in_public.move from gone_in_public)
        or exists (select 1 from move as later where later.corrects = move.id and later.private = 0)
      )
    )
  )
  and (:negotiation is null or +move.negotiation = :negotiation)
order by move.generation, move.id
limit :limit
