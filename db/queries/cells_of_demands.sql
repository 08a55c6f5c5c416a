-- One row: as cells.sql, for the demands whose ids are in the JSON array :demands.
-- Read by every view of positions, page by page.
with chosen as materialized (
  select pair.demand, pair.party, pair.addressed
  from json_each(:demands) as wanted
  cross join pair on pair.negotiation = :negotiation and pair.demand = wanted.value
)
-- include: cells
