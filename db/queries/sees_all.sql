-- One row: whether whoever asks may see all that is recorded. In a file everybody may.
select 1
