-- One row: the key and wording of one demand that a party made at a moment, recorded up to number
-- :before and not struck. Read by the import.
select demand.key, move.text
from move
join demand on demand.id = move.demand
where move.negotiation = :negotiation and move.moment = :moment
  and move.party = :party and move.verb = 'demand'
  and +move.nr <= :before
  and not exists (
    select 1 from move as struck where struck.corrects = move.id and struck.verb = 'strike'
  )
order by move.rank
