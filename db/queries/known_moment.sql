-- Holds the place in time that some talks had.
create temp table known_moment (talk integer primary key, moment integer)
