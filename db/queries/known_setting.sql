-- Stands in, for this connection, for the settings, so that changes can be taken back in it.
create temp table setting (name text primary key, value text)
