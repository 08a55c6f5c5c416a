-- One row: one party whose membership of a bloc, or that of a bloc it belongs to, began or ended
-- between two days; on an unknown first day (null) whoever ever was a member. Included as a CTE.
moved (party) as (
  select member
  from membership
  where (since > :after_day and since <= :until_day)
     or (until >= :after_day and until < :until_day)
     or (:after_day is null and (since > :until_day or until < :until_day))
  union
  select membership.member
  from moved
  join membership on membership.bloc = moved.party
)
