-- One row: whether a move was made at the talk with the id :id, so that it cannot be taken away.
select exists (select 1 from move where talk = :id)
