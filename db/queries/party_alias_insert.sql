-- Adds another name of a party.
insert into party_alias (party, alias) values (:party, :alias)
on conflict do nothing
