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
  iif(
    exists (select 1 from known_demand as known where known.id = now.id),
    (select known.title from known_demand as known where known.id = now.id),
    now.title
  ) as title,
  iif(
    exists (select 1 from known_demand as known where known.id = now.id),
    (select known.kind from known_demand as known where known.id = now.id),
    now.kind
  ) as kind,
  iif(
    exists (select 1 from known_demand as known where known.id = now.id),
    (select known.issue from known_demand as known where known.id = now.id),
    now.issue
  ) as issue,
  iif(
    exists (select 1 from known_demand as known where known.id = now.id),
    (select known.proponent from known_demand as known where known.id = now.id),
    now.proponent
  ) as proponent
from main.demand as now
