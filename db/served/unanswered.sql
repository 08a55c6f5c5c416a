-- One row: a position without an answer to the present wording. Asked of the copy that
-- `tracker serve` shows.
select
  "to",
  demand,
  title,
  issue,
  "by",
  stale,
  text
from positions
where status in ('open', 'noted')
order by "to", rowid
