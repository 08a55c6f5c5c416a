-- Adds a stay of a party in a bloc.
insert into membership (member, bloc, since, until) values (:member, :bloc, :since, :until)
