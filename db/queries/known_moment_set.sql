-- Holds the place in time that a talk had.
insert or replace into known_moment (talk, moment) values (:talk, :moment)
