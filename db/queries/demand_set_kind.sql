-- Edits the kind of a demand.
update demand set kind = :value where id = :id
