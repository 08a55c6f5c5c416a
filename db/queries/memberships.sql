-- One row: one stay of a party in a bloc, by the ids of the parties.
select member, bloc, since, until from membership order by id
