-- Gives a demand the title that it had.
update known_demand set title = :value where id = :id
