-- One row: whether the ledger holds how a tracker makes its schema.
select to_regclass('tracker.made') is not null
