-- One row: a position that differs between the ends of two talks; empty on the side where the demand
-- was not on the table. Asked of the copy that `tracker serve` shows.
with before as (
  select course.*
  from course
  join talks on talks.talk = :from_talk
  where course.since <= talks.nr
    and (course.until is null or course.until > talks.nr)
),
after as (
  select course.*
  from course
  join talks on talks.talk = :to_talk
  where course.since <= talks.nr
    and (course.until is null or course.until > talks.nr)
),
cell as (
  select place, demand, title, "by", "to" from before
  union
  select place, demand, title, "by", "to" from after
)
select
  cell.demand,
  cell.title,
  cell."by",
  cell."to",
  before.status as from_status,
  after.status as to_status,
  before.version as from_version,
  after.version as to_version
from cell
left join before on before.demand = cell.demand and before."to" is cell."to"
left join after on after.demand = cell.demand and after."to" is cell."to"
where before.status is not after.status
  or before.stale is not after.stale
  or before.version is not after.version
order by cell.place, cell."to"
