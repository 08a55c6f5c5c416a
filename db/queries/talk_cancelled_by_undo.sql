-- One row: the status which a cancelled talk had before an undo left it so, unless somebody has ever
-- set its status by hand. Read when a file or minutes bring moves of that talk again.
select latest.old
from registry_change as latest
where latest.nr = (
    select max(change.nr)
    from registry_change as change
    where change.subject = 'talk' and change.row = :id and change.field = 'status'
  )
  and (
    select command.undoes
    from command
    where command.last_change >= latest.nr
    order by command.nr
    limit 1
  ) is not null
  and not exists (
    select 1
    from registry_change as change
    where change.subject = 'talk' and change.row = :id and change.field = 'status'
      and (
        select command.name
        from command
        where command.last_change >= change.nr
        order by command.nr
        limit 1
      ) = 'talk edit'
  )
