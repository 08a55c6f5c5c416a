-- One row: how many of each thing the whole database holds.
select
  (select count(*) from negotiation),
  (select count(*) from party),
  (select count(*) from talk),
  (select count(*) from issue),
  (select count(*) from demand),
  (select count(*) from move)
