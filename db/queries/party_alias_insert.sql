-- Adds another name of a party.
insert or ignore into party_alias (party, alias) values (:party, :alias)
