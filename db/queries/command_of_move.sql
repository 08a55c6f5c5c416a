-- One row: the name of the command that recorded the move with the number :nr.
select name from command where last_move >= :nr order by nr limit 1
