-- One row: the ids before and after the id :id. Read to find its shortest prefix.
select
  (select max(id) from move where id < :id),
  (select min(id) from move where id > :id)
