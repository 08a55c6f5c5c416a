-- One row: the id of the demand :demand, or of one that counters it, directly or through others, by
-- any counter in force. Whether it is settled hangs on them.
with recursive below (demand) as (
  select cast(:demand as integer)
  union
  select move.counter
  from below
  cross join move on move.demand = below.demand and move.counter is not null and move.moment >= 0
  where not exists (select 1 from set_aside where set_aside.move = move.nr)
)
select demand from below
