-- One row: whether the move with the id :id may be named in public: its demand, and any that it counters
-- with, was put in public or at least spoken of there; where :itself, the move is public besides.
select
  (:itself = 0 or move.private = 0)
  and not exists (
    select 1
    from move as put
    where put.demand in (move.demand, move.counter) and put.verb = 'demand' and put.private = 1
  )
  and exists (select 1 from move as other where other.demand = move.demand and other.private = 0)
from move
where move.id = :id
