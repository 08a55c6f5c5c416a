-- One row: the name that tells this ledger from any other, whether private moves may be sent to it,
-- and the version of its schema.
select ledger, private, schema from about
