-- Holds the place in time that a talk had.
insert into known_moment (talk, moment) values (:talk, :moment)
on conflict (talk) do update set moment = excluded.moment
