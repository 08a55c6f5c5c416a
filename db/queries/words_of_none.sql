-- One row: how many entries the index of words has of moves that are not there.
select count(*)
from move_words_docsize
where not exists (select 1 from move where move.nr = move_words_docsize.id)
