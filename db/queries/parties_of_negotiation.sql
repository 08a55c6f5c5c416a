-- One row: the party of one move of a negotiation, with co-sponsors and addressees that it names, as
-- they are written in it. Private moves only where :private is 1. Read to tell one negotiation alone.
select distinct party.code, move.sponsors, move.addressees
from move
join party on party.id = move.party
where move.negotiation = :negotiation and +move.private <= :private
