-- One row: one talk of a negotiation, in order of time.
select
  id, ref, title, date, earliest, latest, place, form, status, track, deadline, seq, moment,
  given, first_date
from talk
where negotiation = :negotiation
order by moment
