-- One row: one of the hashes in the JSON array :hashes that a move names as that of its source's text.
select wanted.atom
from json_each(:hashes) as wanted
where exists (select 1 from move where move.source_text = wanted.atom)
