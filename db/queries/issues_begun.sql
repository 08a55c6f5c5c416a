-- One row: the path of one issue of a negotiation that lies from :begun up to :beyond. At most
-- :limit of them, and the last. Read for completion.
select path
from (
  select path
  from issue
  where negotiation = :negotiation and path >= :begun and path < :beyond
  order by path
  limit :limit
) as first
union
select path
from (
  select path
  from issue
  where negotiation = :negotiation and path >= :begun and path < :beyond
  order by path desc
  limit 1
) as last
order by path
