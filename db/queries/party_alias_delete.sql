-- Takes away another name of a party.
delete from party_alias where party = :party and alias = :alias
