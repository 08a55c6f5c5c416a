-- One row: the id and key of one demand of a negotiation, in the order they came up.
select id, key from demand where negotiation = :negotiation order by id
