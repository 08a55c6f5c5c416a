-- One row: the latest command that has not been undone. What `undo` did is no such command; what
-- `undo --redo` did is one.
-- include: command_columns
where command.name not in ('earlier', 'undo')
  and not exists (select 1 from command as later where later.undoes = command.nr)
order by command.nr desc
limit 1
