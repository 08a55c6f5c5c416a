-- One row: whether the demand :demand was put in private, and is not put in public.
select
  exists (select 1 from move where demand = :demand and verb = 'demand' and private = 1)
  and not exists (
    select 1
    from move
    where demand = :demand and verb = 'demand' and private = 0
      and nr not in (select gone.move from gone_in_public as gone)
  )
