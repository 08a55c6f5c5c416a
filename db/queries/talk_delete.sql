-- Takes away a talk at which no move was made.
delete from talk where id = :id
