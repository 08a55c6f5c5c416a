-- One row: one demand and member of a bloc, itself or through others, whose cell may differ between
-- two moments, because the bloc answered in (:after, :until]; with that bloc. Read by the diff.
with recursive
-- include: within_blocs
spoken as materialized (
  select distinct move.demand, move.party
  from move
  where move.negotiation = :negotiation and move.moment > :after and move.moment <= :until
    and move.answer is not null
    and move.party in (select bloc from membership)
    and not exists (select 1 from set_aside where set_aside.move = move.nr)
)
-- include: touched_through
