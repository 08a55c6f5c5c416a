-- One row: one whole move whose id is in the JSON array :moves.
-- include: move_columns
from json_each(:moves) as wanted
cross join move on move.id = wanted.atom
-- include: move_joins
