-- Edits the form of a talk.
update talk set form = :value where id = :id
