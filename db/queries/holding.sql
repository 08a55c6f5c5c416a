-- One row: what a database holds, to tell it from others: how many moves, the id of the first one
-- recorded, and the one at the end of the longest chain of parents with the time of its recording.
select
  (select count(*) from move),
  (select id from move order by nr limit 1),
  head.id,
  head.recorded_at
from (select 1) as one
left join (
  select
    id,
    recorded_at
  from move
  order by generation desc, id desc
  limit 1
) as head on true
