"""The same ledger on a PostgreSQL server. Loaded only where a database is named by its address."""
