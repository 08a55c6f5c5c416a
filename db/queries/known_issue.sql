-- Stands in, for this connection, for the issues, so that changes can be taken back in it.
create temp table issue (id integer primary key, negotiation integer, path text)
