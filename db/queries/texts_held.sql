-- One row: how many texts of sources the whole database holds, and their bytes.
select count(*), coalesce(sum(length(cast(text as blob))), 0)
from source_text
