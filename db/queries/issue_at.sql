-- One row: whether there is an issue with the path :path, or one below it (from :below up to
-- :beyond).
select exists (
  select 1 from issue where negotiation = :negotiation and path = :path
) or exists (
  select 1 from issue where negotiation = :negotiation and path > :below and path < :beyond
)
