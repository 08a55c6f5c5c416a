-- One row: how many moves moves_to_tell gives in all, and the shortest of their chains of parents.
select count(*), coalesce(min(generation), 0)
from move
where move.nr > :after
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
