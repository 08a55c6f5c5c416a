-- Logs a command that added moves or changes of the registry, or that undoes another; adds nothing
-- where it did none of these.
insert into command (name, at, by, last_move, last_change, undoes)
select :name, :at, :by, now.last_move, now.last_change, :undoes
from (
  select
    coalesce((select max(nr) from move), 0) as last_move,
    coalesce((select max(nr) from registry_change), 0) as last_change
) as now
left join command as before on before.nr = (select max(nr) from command)
where :undoes is not null
  or now.last_move > coalesce(before.last_move, 0)
  or now.last_change > coalesce(before.last_change, 0)
