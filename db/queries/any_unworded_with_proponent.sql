-- One row: whether a demand of the negotiation has a proponent but no move that worded it.
select exists (
  select 1
  from demand
  where demand.negotiation = :negotiation and demand.proponent is not null
    and not exists (
      select 1 from move
      where move.demand = demand.id and move.life is not null
    )
)
