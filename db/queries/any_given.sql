-- One row: whether a demand or a talk of the negotiation goes by another name than it was first given,
-- or a talk has another date than the one it was added under.
select exists (
  select 1
  from demand
  where demand.negotiation = :negotiation and demand.given is not null and demand.given <> demand.key
)
or exists (
  select 1
  from talk
  where talk.negotiation = :negotiation
    and (talk.first_date <> talk.date or coalesce(talk.given, talk.ref) <> talk.ref)
)
