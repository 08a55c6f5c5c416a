-- One row: whether the demand :demand may be named in public: it was put there, or at least spoken of.
select
  not exists (
    select 1 from move where move.demand = :demand and move.verb = 'demand' and move.private = 1
  )
  and exists (select 1 from move where move.demand = :demand and move.private = 0)
