"""The rules of the ledger, pure: what moves make of a demand, and which moves may be made."""
