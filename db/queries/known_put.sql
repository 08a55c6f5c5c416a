-- Holds, of some demands, whom they were put to; party 0 where they were put to all.
create temp table known_put (demand integer, party integer, primary key (demand, party))
