-- One row: the move that says who puts a demand to whom, and as what: the latest in force; where all
-- are set aside, the latest that no other such move replaces.
select
  party.code,
  move.sponsors,
  coalesce(move.kind, 'demand'),
  move.addressees,
  move.id,
  move.text
from move
join party on party.id = move.party
where move.demand = :demand and move.verb = 'demand'
order by
  exists (select 1 from set_aside where set_aside.move = move.nr),
  exists (select 1 from move as later where later.corrects = move.id and later.verb = 'demand'),
  move.moment desc,
  move.rank desc,
  move.id desc
limit 1
