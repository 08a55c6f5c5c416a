-- One row: as db/queries/cells_of_pairs.sql.
with chosen as materialized (
  select pair.demand, pair.party, pair.addressed
  from jsonb_array_elements(cast(:pairs as jsonb)) as wanted
  join pair on pair.negotiation = :negotiation
    and pair.demand = cast(wanted ->> 0 as bigint)
    and pair.party = cast(wanted ->> 1 as bigint)
)
-- include: cells
