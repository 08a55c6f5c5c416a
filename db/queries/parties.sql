-- One row: one party, with its aliases joined by line feeds.
select
  party.id,
  party.code,
  party.name,
  (
    select group_concat(party_alias.alias, char(10))
    from party_alias
    where party_alias.party = party.id
  )
from party
where party.id > 0
order by party.id
