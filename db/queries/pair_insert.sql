-- Adds a cell, or marks it as that of an addressee.
insert into pair (negotiation, demand, party, addressed)
values (:negotiation, :demand, :party, :addressed)
on conflict (negotiation, demand, party)
do update set addressed = 1 where excluded.addressed = 1 and pair.addressed = 0
