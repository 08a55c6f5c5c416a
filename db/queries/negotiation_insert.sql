-- Adds a negotiation.
insert into negotiation (name, title) values (:name, :title)
