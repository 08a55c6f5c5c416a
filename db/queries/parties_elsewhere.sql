-- One row: the code of one of the parties whose codes stand in the JSON array :codes, which takes
-- part in other negotiations, itself or by a bloc or member, and not in :negotiation, which has
-- demands. Read for completion.
with kin (party, other) as (
  select id, id from party
  union all
  select member, bloc from membership
  union all
  select bloc, member from membership
)
select party.code
from json_each(:codes) as wanted
cross join party on party.code = wanted.atom
where exists (select 1 from demand where negotiation = :negotiation)
  and (
    exists (
      select 1
      from kin
      cross join pair on pair.party = kin.other
      where kin.party = party.id and pair.negotiation <> :negotiation
    )
    or exists (
      select 1
      from kin
      cross join negotiation
      cross join demand on demand.negotiation = negotiation.id and demand.proponent = kin.other
      where kin.party = party.id and negotiation.id <> :negotiation
    )
  )
  and not exists (
    select 1
    from kin
    cross join pair on pair.party = kin.other
    where kin.party = party.id and pair.negotiation = :negotiation
  )
  and not exists (
    select 1
    from kin
    cross join demand on demand.negotiation = :negotiation and demand.proponent = kin.other
    where kin.party = party.id
  )
  and not exists (
    select 1
    from kin
    cross join sponsor on sponsor.party = kin.other
    cross join demand on demand.id = sponsor.demand
    where kin.party = party.id and demand.negotiation = :negotiation
  )
