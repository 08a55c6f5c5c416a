-- Takes away all other names of a party.
delete from party_alias where party = :id
