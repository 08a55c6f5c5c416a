-- Makes the moves set aside for this connection as quick to look up as those of the database.
create unique index temp.set_aside_by_move on set_aside (move)
