-- Stands in, for this connection, for the pairs of demand and party, with whom each was put to.
create temp view pair as
select
  now.negotiation,
  now.demand,
  now.party,
  iif(
    exists (select 1 from known_put where known_put.demand = now.demand),
    exists (
      select 1
      from known_put
      where known_put.demand = now.demand and known_put.party = now.party and now.party <> 0
    ),
    now.addressed
  ) as addressed
from main.pair as now
