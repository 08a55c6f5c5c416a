-- One row: the hash of one text that a move which is told names as that of its source, and that is here.
select distinct move.source_text
from move
join source_text on source_text.hash = move.source_text
-- include: move_is_told
  and +move.nr > :after
  and move.source_text is not null
order by move.source_text
