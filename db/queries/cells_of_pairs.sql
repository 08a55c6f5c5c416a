-- One row: as cells.sql, for the pairs in the JSON array :pairs of [demand, party].
-- Read by the diff, for the cells that were touched between two moments, and by inheritance.
with chosen as materialized (
  select pair.demand, pair.party, pair.addressed
  from json_each(:pairs) as wanted
  cross join pair on pair.negotiation = :negotiation
    and pair.demand = json_extract(wanted.value, '$[0]')
    and pair.party = json_extract(wanted.value, '$[1]')
)
-- include: cells
