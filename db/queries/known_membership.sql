-- Stands in, for this connection, for the stays in blocs, so that changes can be taken back in it.
create temp table membership (
  id integer primary key,
  member integer,
  bloc integer,
  since text,
  until text
)
