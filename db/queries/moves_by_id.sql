-- One row: one whole move whose id begins with :prefix (ids from :prefix up to :beyond).
-- include: move_columns
from move
-- include: move_joins
where +move.negotiation = :negotiation and move.id >= :prefix and move.id < :beyond
order by move.id
limit 20
