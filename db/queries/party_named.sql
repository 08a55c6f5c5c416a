-- One row: whether anything names the party with the id :id, so that it cannot be taken away. Who
-- made a move has answered its demand, or has put it, unless nobody knows who put it.
select exists (select 1 from pair where party = :id)
  or exists (select 1 from sponsor where party = :id)
  or exists (select 1 from membership where member = :id)
  or exists (select 1 from membership where bloc = :id)
  or exists (
    select 1
    from negotiation
    cross join demand on demand.negotiation = negotiation.id and demand.proponent = :id
  )
  or exists (
    select 1
    from negotiation
    cross join demand on demand.negotiation = negotiation.id and demand.proponent is null
    cross join move on move.demand = demand.id and move.party = :id
  )
