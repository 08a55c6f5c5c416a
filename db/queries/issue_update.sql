-- Gives an issue a new path.
update issue set path = :path where id = :id
