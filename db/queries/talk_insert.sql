-- Adds a talk.
insert into talk (
  negotiation, ref, title, date, first_date, earliest, latest, place, form, status, track, deadline, seq,
  moment
)
values (
  :negotiation, :ref, :title, :date, :date, :earliest, :latest, :place, :form, :status, :track, :deadline,
  :seq, :moment
)
