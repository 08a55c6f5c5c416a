-- One row: the key that the demand :id goes by.
select key from demand where id = :id
