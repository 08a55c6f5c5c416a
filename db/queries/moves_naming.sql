-- One row: one whole move that corrects or strikes another whose id is in the JSON array :moves,
-- those recorded first before the others.
-- include: move_columns
from json_each(:moves) as wanted
cross join move on move.corrects = wanted.atom
-- include: move_joins
order by move.recorded_at, move.id
