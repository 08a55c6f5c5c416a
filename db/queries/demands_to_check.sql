-- One row: one demand of a negotiation as the registry has it, then what its key and its opening
-- are to agree with: whether any move puts it, and how many that stand; the verb and the demand of
-- the opening, null where that is not here.
select
  demand.id,
  demand.key,
  demand.title,
  coalesce((select issue.path from issue where issue.id = demand.issue), ''),
  demand.kind,
  coalesce((select party.code from party where party.id = demand.proponent), ''),
  (
    select group_concat(party.code, ';')
    from sponsor
    join party on party.id = sponsor.party
    where sponsor.demand = demand.id
  ),
  (
    select group_concat(party.code, ';')
    from pair
    join party on party.id = pair.party
    where pair.negotiation = demand.negotiation and pair.demand = demand.id and pair.addressed = 1
  ),
  demand.prefix,
  demand.number,
  demand.opening,
  exists (select 1 from move where move.demand = demand.id and move.verb = 'demand'),
  (
    select count(*)
    from move
    where move.demand = demand.id
      and move.verb = 'demand'
      and not exists (select 1 from set_aside where set_aside.move = move.nr)
  ),
  opening.verb,
  opening.demand
from demand
left join move as opening on opening.id = demand.opening
where demand.negotiation = :negotiation
order by demand.id
