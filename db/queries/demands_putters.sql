-- One row: one of the moves in the JSON array :openings, which put a demand first and in public; the id
-- of a move that put it or worded it anew, the parties that did so by it, and whether it was struck.
-- Who answers what was put in private need not know whose it is.
select
  demand.opening,
  move.id,
  party.code || coalesce(';' || move.sponsors, ''),
  exists (select 1 from move as strike where strike.corrects = move.id and strike.verb = 'strike')
from json_each(:openings) as wanted
cross join demand on demand.opening = wanted.atom
cross join move as first on first.id = demand.opening and first.private = 0
cross join move on move.demand = demand.id and move.verb = 'demand'
cross join party on party.id = move.party
