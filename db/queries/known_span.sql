-- Holds the places in time that statements had of which only a span of days is known.
create temp table known_span (move integer primary key, moment integer)
