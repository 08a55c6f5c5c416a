-- One row: the id of the demand that the move with the id :opening put first, its negotiation, and
-- the key it was given.
select id, negotiation, coalesce(given, key) from demand where opening = :opening
