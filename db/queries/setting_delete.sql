-- Takes away one setting of this database.
delete from setting where name = :name
