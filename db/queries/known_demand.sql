-- Holds the labels that some demands had.
create temp table known_demand (
  id integer primary key,
  title text,
  kind text,
  issue integer,
  proponent integer
)
