-- Stands in, for this connection, for the demands, with the labels that they had.
create temp view demand as
select
  now.id,
  now.negotiation,
  now.key,
  now.prefix,
  now.number,
  now.given,
  now.opening,
  now.first_title,
  now.first_issue,
  case
    when exists (select 1 from known_demand as known where known.id = now.id)
    then (select known.title from known_demand as known where known.id = now.id)
    else now.title
  end as title,
  case
    when exists (select 1 from known_demand as known where known.id = now.id)
    then (select known.kind from known_demand as known where known.id = now.id)
    else now.kind
  end as kind,
  case
    when exists (select 1 from known_demand as known where known.id = now.id)
    then (select known.issue from known_demand as known where known.id = now.id)
    else now.issue
  end as issue,
  case
    when exists (select 1 from known_demand as known where known.id = now.id)
    then (select known.proponent from known_demand as known where known.id = now.id)
    else now.proponent
  end as proponent
from main.demand as now
