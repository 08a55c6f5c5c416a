-- Edits the status of a talk.
update talk set status = :value where id = :id
