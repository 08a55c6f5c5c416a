-- One row: the text of a source with the hash :hash.
select text from source_text where hash = :hash
