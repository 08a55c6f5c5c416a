-- Edits the title of a negotiation.
update negotiation set title = :value where id = :id
