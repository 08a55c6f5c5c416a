"""The commands, one file a family: each parses, makes one call of the ledger, and shows it."""
