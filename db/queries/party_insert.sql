-- Adds a party.
insert into party (code, name) values (:code, :name)
