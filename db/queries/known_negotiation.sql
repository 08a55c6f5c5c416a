-- Stands in, for this connection, for the negotiations, so that changes can be taken back in it.
create temp table negotiation (
  id integer primary key,
  name text,
  title text,
  archived integer default 0
)
