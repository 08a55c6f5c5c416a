-- The columns of one command with where the one before it had ended: included in the queries below.
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
left join command as before on before.nr = command.nr - 1
