-- One row: the id of one of the moves in the JSON array :moves, and one move that sets it aside, as
-- that is told to another copy.
-- include: move_told_columns
from json_each(:moves) as wanted
cross join move on move.corrects = wanted.atom
-- include: move_told_joins
