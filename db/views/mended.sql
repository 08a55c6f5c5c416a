-- One row: the number of one move that was corrected or struck. Where private moves are hidden, or a
-- past state of knowledge is looked at, other moves are set aside besides, but not these.
create view mended as
select move from set_aside
