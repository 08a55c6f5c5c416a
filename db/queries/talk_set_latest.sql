-- Edits the latest of a talk.
update talk set latest = :value where id = :id
