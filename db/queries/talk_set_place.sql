-- Edits the place of a talk.
update talk set place = :value where id = :id
