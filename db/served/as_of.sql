-- One row: a position as it stood at the end of a talk. Asked of the copy that `tracker serve` shows.
select
  course.demand,
  course.title,
  course.issue,
  course."by",
  course."to",
  course.status,
  course.stale,
  course.version,
  course.text
from course
join talks on talks.talk = :talk
where course.since <= talks.nr
  and (course.until is null or course.until > talks.nr)
order by course.place, course."to"
