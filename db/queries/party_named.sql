-- One row: whether anything names the party with the id :id, so that it cannot be taken away. Read
-- when an addition to the registry is undone, which may look at every move.
select exists (select 1 from pair where party = :id)
  or exists (select 1 from sponsor where party = :id)
  or exists (select 1 from membership where member = :id)
  or exists (select 1 from membership where bloc = :id)
  or exists (
    select 1
    from negotiation
    cross join demand on demand.negotiation = negotiation.id and demand.proponent = :id
  )
  or exists (select 1 from move where move.party = :id)
