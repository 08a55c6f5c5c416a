-- Removes the mapping of this name.
delete from mapping where name = :name
