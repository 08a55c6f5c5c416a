-- Takes away one setting of this person in this ledger.
delete from setting where owner = session_user and name = :name
