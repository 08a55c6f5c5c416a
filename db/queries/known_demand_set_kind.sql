-- Gives a demand the kind that it had.
update known_demand set kind = :value where id = :id
