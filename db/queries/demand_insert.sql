-- Adds a demand.
insert into demand (
  negotiation, key, prefix, number, given, title, first_title, first_issue, kind, issue, proponent
)
values (
  :negotiation, :key, :prefix, :number, :given, :title, :first_title, :first_issue, :kind, :issue,
  :proponent
)
