-- One row: what is numbered without gaps (move, change, command), the last number before a gap, and the
-- first after it; null where what is missing was the newest, as far as the log of commands knows.
select 'move', coalesce((select max(earlier.nr) from move as earlier where earlier.nr < move.nr), 0), nr
from move
where nr > 1 and not exists (select 1 from move as earlier where earlier.nr = move.nr - 1)
union all
select
  'change',
  coalesce(
    (select max(earlier.nr) from registry_change as earlier where earlier.nr < registry_change.nr), 0
  ),
  nr
from registry_change
where nr > 1
  and not exists (select 1 from registry_change as earlier where earlier.nr = registry_change.nr - 1)
union all
select
  'command', coalesce((select max(earlier.nr) from command as earlier where earlier.nr < command.nr), 0), nr
from command
where nr > 1 and not exists (select 1 from command as earlier where earlier.nr = command.nr - 1)
union all
select 'move', last.nr, null
from (select coalesce(max(nr), 0) as nr from move) as last
where last.nr < (select max(last_move) from command)
union all
select 'change', last.nr, null
from (select coalesce(max(nr), 0) as nr from registry_change) as last
where last.nr < (select max(last_change) from command)
