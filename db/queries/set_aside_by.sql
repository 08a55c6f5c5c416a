-- One row: the number, id and verb of one move that sets the move with the id :id aside.
select move.nr, move.id, move.verb
from move
where move.corrects = :id
order by move.nr
