-- Stands in, for this connection, for the co-sponsors, so that changes can be taken back in it.
create temp table sponsor (demand integer, party integer, primary key (demand, party))
