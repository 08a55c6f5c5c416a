-- Fills what stands in for the talks.
insert into temp.talk (
  id, negotiation, ref, title, date, earliest, latest, place, form, status, track, deadline, seq,
  moment, given, first_date
)
select
  id, negotiation, ref, title, date, earliest, latest, place, form, status, track, deadline, seq,
  moment, given, first_date
from main.talk
