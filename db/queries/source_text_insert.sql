-- Keeps the text of a source, once; one that is kept already stays as it is.
insert into source_text (hash, text)
select :hash, :text
where not exists (select 1 from source_text where hash = :hash)
