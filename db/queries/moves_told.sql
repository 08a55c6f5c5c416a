-- One row: one of the moves whose ids are in the JSON array :moves, as it is told to another copy.
-- include: move_told_columns
from json_each(:moves) as wanted
cross join move on move.id = wanted.atom
-- include: move_told_joins
