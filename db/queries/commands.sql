-- One row: one command that recorded something, the latest first.
-- include: command_columns
where command.name <> 'earlier'
order by command.nr desc
limit :limit
