-- Takes away a party that nothing names.
delete from party where id = :id
