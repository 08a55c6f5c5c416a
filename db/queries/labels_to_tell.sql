-- One row: one demand after :last that a move which arrived after number :after speaks of, with what
-- it was labelled with when it was put, and now; whether the move that put it is left out, and whether
-- any that worded it is private, and whether none that is public stands; of one negotiation where :negotiation is not null.
-- One that only private moves speak of is left out unless :private is 1.
select
  demand.id,
  negotiation.name,
  coalesce(demand.given, demand.key),
  demand.opening,
  demand.first_title,
  demand.first_issue,
  coalesce((select issue.path from issue where issue.id = demand.issue), ''),
  demand.opening is not null
  and not exists (
    select 1 from move where move.id = demand.opening and move.private <= :private
  ),
  exists (
    select 1
    from move
    where move.demand = demand.id and move.verb = 'demand' and move.private = 1
  ),
  not exists (
    select 1
    from move
    where move.demand = demand.id
      and move.verb = 'demand'
      and move.private = 0
      and move.nr not in (select gone_in_public.move from gone_in_public)
  )
from demand
join negotiation on negotiation.id = demand.negotiation
where demand.id > :last
  and (:negotiation is null or demand.negotiation = :negotiation)
  and (
    exists (
      select 1
      from move
      where move.demand = demand.id and move.nr > :after and move.private <= :private
    )
    or exists (
      select 1
      from move
      where move.counter = demand.id and move.nr > :after and move.private <= :private
    )
    or (
      :after = 0
      and demand.opening is null
      and not exists (select 1 from move where move.demand = demand.id)
    )
  )
order by demand.id
limit :limit
