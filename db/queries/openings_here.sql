-- One row: one of the moves in the JSON array :openings that put a demand first which is here. Read in
-- a union.
select demand.opening
from json_each(:openings) as wanted
cross join demand on demand.opening = wanted.atom
