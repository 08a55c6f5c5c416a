-- Holds that a demand was put to a party.
insert or ignore into known_put (demand, party) values (:demand, :party)
