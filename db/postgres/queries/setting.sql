-- One row: the value of one setting of this person in this ledger.
select value from setting where owner = session_user and name = :name
