-- Adds a co-sponsor of a demand.
insert or ignore into sponsor (demand, party) values (:demand, :party)
