-- Edits the date of a talk.
update talk set date = :value where id = :id
