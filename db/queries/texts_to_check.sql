-- One row: the hash of one text, and whether no public move names it.
select
  source_text.hash,
  not exists (select 1 from move where move.source_text = source_text.hash and move.private = 0)
from source_text
order by source_text.hash
