-- Adds a co-sponsor of a demand.
insert into sponsor (demand, party) values (:demand, :party)
on conflict do nothing
