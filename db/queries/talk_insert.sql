-- Adds a talk.
insert into talk (
  negotiation, ref, given, title, date, first_date, earliest, latest, place, form, status, track, deadline, seq,
  moment
)
values (
  :negotiation, :ref, :given, :title, :date, :first_date, :earliest, :latest, :place, :form, :status, :track, :deadline,
  :seq, :moment
)
