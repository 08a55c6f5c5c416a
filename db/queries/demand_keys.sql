-- One row: the key and title of one demand of a negotiation. Read for suggestions only.
select key, title from demand where negotiation = :negotiation order by id
