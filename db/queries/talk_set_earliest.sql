-- Edits the earliest of a talk.
update talk set earliest = :value where id = :id
