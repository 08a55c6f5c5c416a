-- One row: one whole move of a negotiation that stands, whose id lies from :begun up to :beyond,
-- the latest recorded first. Read for completion.
-- include: move_columns
from (
  select nr
  from move
  where id >= :begun
    and id < :beyond
    and +negotiation = :negotiation
    and verb <> 'strike'
    and not exists (select 1 from set_aside where set_aside.move = move.nr)
  order by nr desc
  limit :limit
) as begun
join move on move.nr = begun.nr
-- include: move_joins
order by move.nr desc
