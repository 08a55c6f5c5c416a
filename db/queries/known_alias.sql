-- Stands in, for this connection, for the other names of parties, so that changes can be taken back.
create temp table party_alias (party integer, alias text, primary key (party, alias))
