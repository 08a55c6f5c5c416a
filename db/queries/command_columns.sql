-- The columns of one command with where the one before it had ended, of those that its reader sees:
-- included in the queries below.
select
  command.nr,
  command.name,
  command.at,
  command.by,
  coalesce(before.last_move, 0),
  command.last_move,
  coalesce(before.last_change, 0),
  command.last_change,
  (select max(later.nr) from command as later where later.undoes = command.nr)
from command
left join command as before
  on before.nr = (select max(earlier.nr) from command as earlier where earlier.nr < command.nr)
