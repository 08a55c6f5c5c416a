-- One row: the id of the demand with the key :key, the key it was given, and the id of the move that
-- put it first.
select id, coalesce(given, key), opening from demand where negotiation = :negotiation and key = :key
