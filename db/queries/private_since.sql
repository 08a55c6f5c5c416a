-- One row: how many private moves were recorded after number :nr.
select count(*) from move where move.private = 1 and move.nr > :nr
