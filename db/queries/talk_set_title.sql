-- Edits the title of a talk.
update talk set title = :value where id = :id
