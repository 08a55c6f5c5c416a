-- One row: the id of a move that put a demand or worded it anew, the parties that did so by it, and
-- whether it was struck.
select
  move.id,
  party.code || coalesce(';' || move.sponsors, ''),
  exists (select 1 from move as strike where strike.corrects = move.id and strike.verb = 'strike')
from demand
join move on move.demand = demand.id and move.verb = 'demand'
join party on party.id = move.party
where demand.opening = :opening
