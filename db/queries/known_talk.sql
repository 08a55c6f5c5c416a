-- Stands in, for this connection, for the talks, so that changes can be taken back in it.
create temp table talk (
  id integer primary key,
  negotiation integer,
  ref text,
  title text,
  date text,
  earliest text,
  latest text,
  place text,
  form text,
  status text,
  track text,
  deadline text,
  seq integer,
  moment integer,
  given text,
  first_date text
)
