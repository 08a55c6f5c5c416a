-- Edits the archived of a negotiation.
update negotiation set archived = :value where id = :id
