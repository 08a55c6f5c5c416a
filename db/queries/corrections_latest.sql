-- One row: one whole move of a negotiation that corrects or strikes another, the latest recorded
-- first. The pluses keep SQLite to the index of those that do.
-- include: move_columns
from move
-- include: move_joins
where move.corrects is not null and +move.negotiation = :negotiation
order by +move.recorded_at desc, +move.nr desc
