-- One row: one demand that is told of: by the move that put it first, of the JSON array :openings, or
-- by the key that it goes by or was given, of the JSON array :keys; what it goes by here, when the
-- move that put it first was recorded, where that is here and public, whether a public move speaks of
-- it, and whether it is of the negotiation. Read in a union.
with told as materialized (
  select demand.id
  from json_each(:openings) as wanted
  cross join demand on demand.opening = wanted.atom
  union
  select demand.id
  from json_each(:keys) as wanted
  cross join demand on demand.negotiation = :negotiation and demand.given = wanted.atom
  union
  select demand.id
  from json_each(:keys) as wanted
  cross join demand on demand.negotiation = :negotiation and demand.key = wanted.atom
)
select
  demand.id,
  demand.key,
  coalesce(demand.given, demand.key),
  demand.opening,
  move.recorded_at,
  exists (select 1 from move as seen where seen.demand = demand.id and seen.private = 0)
  or exists (select 1 from move as seen where seen.counter = demand.id and seen.private = 0),
  demand.negotiation = :negotiation
from told
cross join demand on demand.id = told.id
left join move on move.id = demand.opening and move.private = 0
order by demand.id
