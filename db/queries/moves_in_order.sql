-- One row: one whole move of a negotiation as it was recorded, after :after and up to :until.
-- The plus keeps SQLite to the order of recording, page by page, instead of sorting all of them.
-- include: move_columns
from move
-- include: move_joins
where +move.negotiation = :negotiation and move.nr > :after and move.nr <= :until
order by move.nr
limit :limit
