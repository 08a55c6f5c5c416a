-- Gives a demand the proponent that it had.
update known_demand set proponent = :value where id = :id
