-- One row: whether a move names the text with the hash :hash as that of its source.
select exists (select 1 from move where source_text = :hash)
