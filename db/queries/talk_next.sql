-- One row: the highest seq among the talks of a negotiation, and the highest number n of its refs Tn.
select
  coalesce(max(seq), 0),
  coalesce(max(case when ref glob 'T[0-9]*' then cast(substr(ref, 2) as integer) end), 0)
from talk
where negotiation = :negotiation
