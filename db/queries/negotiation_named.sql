-- One row: whether a negotiation holds anything, so that it cannot be taken away.
select exists (select 1 from talk where talk.negotiation = :id)
  or exists (select 1 from demand where demand.negotiation = :id)
  or exists (select 1 from issue where issue.negotiation = :id)
