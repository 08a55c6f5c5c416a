-- One row: as touched_members, of the demands of the JSON array :demands alone. Read by the timeline
-- of one demand.
with recursive
-- include: within_blocs
spoken as materialized (
  select distinct move.demand, move.party
  from json_each(:demands) as wanted
  cross join move on move.demand = wanted.value
    and move.moment > :after and move.moment <= :until
  where move.negotiation = :negotiation
    and move.answer is not null
    and move.party in (select bloc from membership)
    and not exists (select 1 from set_aside where set_aside.move = move.nr)
)
-- include: touched_through
