-- One row: the id of one demand that was put to, or answered by, any of the parties whose ids are
-- in the JSON array :parties, after :after. The plus keeps SQLite to the order of the demands, so
-- that a page looks at no more of them than it needs.
select demand.id
from demand
where +demand.negotiation = :negotiation
  and demand.id > :after
  and exists (
    select 1
    from json_each(:parties) as wanted
    cross join pair on pair.negotiation = :negotiation
      and pair.demand = demand.id and pair.party = wanted.value
  )
order by demand.id
limit :limit
