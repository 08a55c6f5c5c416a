-- One row: the latest command that undid another, if nothing was recorded since but undoings, and it
-- has not been brought back.
-- include: command_columns
where command.name = 'undo'
  and not exists (select 1 from command as later where later.undoes = command.nr)
  and not exists (
    select 1
    from command as later
    where later.nr > command.nr and later.undoes is null
  )
order by command.nr desc
limit 1
