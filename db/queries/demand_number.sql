-- One row: the highest number among the keys of a negotiation that begin with :prefix.
select coalesce(max(number), 0)
from demand
where negotiation = :negotiation and prefix = :prefix
