-- One row: the numbers of the last move and of the last change of the registry that had been
-- recorded by :at. Moves from before the log of commands are told by their own times; what the
-- registry held from that time counts, but for `known_edits_before_log`.
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
    (select last_change from command where nr = 1 and name = 'earlier'),
    0
  )
