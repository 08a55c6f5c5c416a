-- Holds the place in time that a statement had.
insert into known_span (move, moment) values (:move, :moment)
