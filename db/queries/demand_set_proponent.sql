-- Edits the proponent of a demand.
update demand set proponent = :value where id = :id
