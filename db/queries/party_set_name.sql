-- Edits the name of a party.
update party set name = :value where id = :id
