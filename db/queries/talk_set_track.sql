-- Edits the track of a talk.
update talk set track = :value where id = :id
