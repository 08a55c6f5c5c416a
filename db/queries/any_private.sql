-- One row: whether the ledger holds any private move.
select exists (select 1 from move where move.private = 1)
