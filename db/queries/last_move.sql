-- One row: the number, id and rank of the move recorded last in this database.
select nr, id, rank from move order by nr desc limit 1
