-- One row: the number of the move with the id :id.
select nr, rank from move where id = :id
