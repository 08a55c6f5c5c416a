-- One row: the key and title of one demand of a negotiation whose key lies from :begun up to
-- :beyond, and whether only private moves word it. At most :limit of them, those with short keys
-- first (among the first 20,000), and the first and the last. Read for completion.
with begun as materialized (
  select id, key
  from demand
  where negotiation = :negotiation and key >= :begun and key < :beyond
  order by key
  limit 20000
),
chosen as materialized (
  select id
  from (select id from begun order by length(key), key limit :limit) as first
  union
  select id
  from demand
  where negotiation = :negotiation
    and key in (
      (select min(key) from begun),
      (
        select max(key)
        from demand
        where negotiation = :negotiation and key >= :begun and key < :beyond
      )
    )
)
select
  demand.key,
  demand.title,
  exists (
    select 1 from move where move.demand = demand.id and move.life = 'worded' and move.private = 1
  )
  and not exists (
    select 1
    from move
    where move.demand = demand.id
      and move.life = 'worded'
      and move.private = 0
      and not exists (select 1 from set_aside where set_aside.move = move.nr)
  )
from chosen
join demand on demand.id = chosen.id
order by length(demand.key), demand.key
