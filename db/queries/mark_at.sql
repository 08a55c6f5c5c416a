-- One row: what tells the move of number :move, here its id, from any other that could have come to
-- that number.
select coalesce((select id from move where nr = :move), '')
where :change >= 0
