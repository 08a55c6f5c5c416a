-- As db/queries/command_to_undo.sql, but for what programs once logged of somebody's own current
-- negotiation.
-- include: command_columns
where command.name not in ('earlier', 'undo', 'use')
  and not exists (select 1 from command as later where later.undoes = command.nr)
order by command.nr desc
limit 1
