-- Whether a move is told to another copy, whenever it arrived: it is not private unless :private is 1,
-- nor one that went by a private correction that is gone itself, so that nobody else can tell. Of one
-- negotiation where :negotiation is not null. Included in the queries that tell.
where (
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
