-- One row: the id of the demand with the key :key.
select id from demand where negotiation = :negotiation and key = :key
