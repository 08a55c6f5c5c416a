-- One row: one negotiation, in the order they were made.
select id, name, title, archived from negotiation order by id
