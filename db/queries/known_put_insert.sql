-- Holds that a demand was put to a party.
insert into known_put (demand, party) values (:demand, :party)
on conflict do nothing
