-- One row: one move in force that has a talk and a date of its own: its id, demand, date, the ref of its
-- talk with the days that may have been, and whether it is private.
select
  move.id, demand.key, move.date, talk.ref, talk.date, talk.earliest, talk.latest, move.private
from move
join demand on demand.id = move.demand
join talk on talk.id = move.talk
where move.negotiation = :negotiation
  and move.date is not null
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
order by move.moment
