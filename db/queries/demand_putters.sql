-- One row: the parties that put a demand, by one move that did so or worded it anew.
select party.code || coalesce(';' || move.sponsors, '')
from demand
join move on move.demand = demand.id and move.verb = 'demand'
join party on party.id = move.party
where demand.opening = :opening
