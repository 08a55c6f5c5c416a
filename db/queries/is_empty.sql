-- One row: whether a negotiation holds neither talks nor demands.
select
  not exists (select 1 from talk where talk.negotiation = :negotiation)
  and not exists (select 1 from demand where demand.negotiation = :negotiation)
