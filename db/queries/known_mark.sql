-- One row: the numbers of the last move and of the last change of the registry that had been
-- recorded by :at. Before the first command that was logged, each is told by its own time.
select
  coalesce(
    (select last_move from command where at <= :at order by nr desc limit 1),
    (
      select max(nr)
      from move
      where recorded_at <= :at and nr <= (select last_move from command order by nr limit 1)
    ),
    0
  ),
  coalesce(
    (select last_change from command where at <= :at order by nr desc limit 1),
    (
      select max(nr)
      from registry_change
      where changed_at <= :at and nr <= (select last_change from command order by nr limit 1)
    ),
    0
  )
