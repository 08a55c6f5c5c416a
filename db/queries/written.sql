-- One row: the newest of what is only ever added to, or what stands at the numbers that are given:
-- the number and id of a move, the number, time and subject of a change of the registry, the number
-- and time of a command. Tells whether a transaction has been kept.
select
  move.nr,
  move.id,
  registry_change.nr,
  registry_change.changed_at,
  registry_change.ref,
  command.nr,
  command.at
from (
  select
    coalesce(:move, (select max(nr) from move)) as move,
    coalesce(:change, (select max(nr) from registry_change)) as change,
    coalesce(:command, (select max(nr) from command)) as command
) as wanted
left join move on move.nr = wanted.move
left join registry_change on registry_change.nr = wanted.change
left join command on command.nr = wanted.command
