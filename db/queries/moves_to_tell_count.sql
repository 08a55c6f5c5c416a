-- One row: how many moves moves_to_tell gives in all, the shortest of their chains of parents, and how
-- many name the text of their source.
select count(*), coalesce(min(move.generation), 0), count(move.source_text)
from move
-- include: move_is_told
  and move.nr > :after
