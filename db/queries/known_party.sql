-- Stands in, for this connection, for the parties, so that changes can be taken back in it.
create temp table party (id integer primary key, code text unique, name text)
