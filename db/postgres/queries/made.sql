-- One row: something of the schema as a tracker makes it: its kind, its name, and what makes it.
select
  kind,
  name,
  definition
from made
