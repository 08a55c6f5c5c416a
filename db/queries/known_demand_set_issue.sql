-- Gives a demand the issue that it had.
update known_demand set issue = :value where id = :id
