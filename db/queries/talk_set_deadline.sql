-- Edits the deadline of a talk.
update talk set deadline = :value where id = :id
