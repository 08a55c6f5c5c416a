-- Stands in, for this connection, for the pairs of demand and party, with whom each was put to.
create temp view pair as
select
  now.negotiation,
  now.demand,
  now.party,
  case
    when not exists (select 1 from known_put where known_put.demand = now.demand)
    then now.addressed
    when now.party <> 0 and exists (
      select 1
      from known_put
      where known_put.demand = now.demand and known_put.party = now.party
    )
    then 1
    else 0
  end as addressed
from main.pair as now
