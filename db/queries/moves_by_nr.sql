-- One row: one whole move whose number is in the JSON array :moves.
-- include: move_columns
from json_each(:moves) as wanted
cross join move on move.nr = wanted.value
-- include: move_joins
