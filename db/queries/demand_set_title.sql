-- Edits the title of a demand.
update demand set title = :value where id = :id
