-- Adds a talk.
insert into talk (
  negotiation, ref, title, date, earliest, latest, place, form, status, track, deadline, seq, moment
)
values (
  :negotiation, :ref, :title, :date, :earliest, :latest, :place, :form, :status, :track, :deadline,
  :seq, :moment
)
