-- One row: as db/queries/talk_next.sql.
select
  coalesce(max(seq), 0),
  coalesce(max(cast(substring(ref from '^T([0-9]{1,18})') as bigint)), 0)
from talk
where negotiation = :negotiation
