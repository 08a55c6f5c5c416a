-- One row: whether a move in force of the negotiation lies after the moment :after, up to :until.
select exists (
  select 1
  from move
  where move.negotiation = :negotiation and move.moment > :after and move.moment <= :until
    and move.verb <> 'strike'
    and not exists (select 1 from set_aside where set_aside.move = move.nr)
)
