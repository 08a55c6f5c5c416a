-- One row: one demand of the JSON array :demands, and the move that says who puts it to whom, and as
-- what: the latest in force; where all are set aside, the latest that no other such move replaces.
-- Read in a union, and where a wording is mended.
with last as materialized (
  select
    wanted.value as demand,
    (
      select move.nr
      from move
      where move.demand = wanted.value and move.verb = 'demand'
      order by
        exists (select 1 from set_aside where set_aside.move = move.nr),
        exists (select 1 from move as later where later.corrects = move.id and later.verb = 'demand'),
        move.moment desc,
        move.rank desc,
        move.id desc
      limit 1
    ) as nr
  from json_each(:demands) as wanted
)
select
  last.demand,
  party.code,
  move.sponsors,
  coalesce(move.kind, 'demand'),
  move.addressees,
  move.id,
  move.text
from last
cross join move on move.nr = last.nr
cross join party on party.id = move.party
