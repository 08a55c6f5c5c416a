-- One row: one demand that was given the key :given, what it goes by here, and when the move that put
-- it first was recorded, where that is here and public.
select demand.id, demand.key, demand.given, demand.opening, move.recorded_at
from demand
left join move on move.id = demand.opening and move.private = 0
where demand.negotiation = :negotiation and demand.given = :given
union all
select demand.id, demand.key, demand.key, demand.opening, move.recorded_at
from demand
left join move on move.id = demand.opening and move.private = 0
where demand.negotiation = :negotiation and demand.key = :given and demand.given is null
