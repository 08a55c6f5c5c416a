-- Keeps, for this connection, the number of the last move that counts.
create temp table until_move as select :nr as nr
