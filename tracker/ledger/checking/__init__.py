"""Whether a database can be relied on: its file, its ledger, the rules, and the record itself."""
