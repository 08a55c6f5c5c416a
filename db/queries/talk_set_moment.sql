-- Edits the moment of a talk.
update talk set moment = :value where id = :id
