-- One row: the value of one setting of this database.
select value from setting where name = :name
