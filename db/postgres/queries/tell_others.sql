-- Tells whoever waits for it that something was recorded, once the transaction is committed.
select pg_notify('tracker', '')
