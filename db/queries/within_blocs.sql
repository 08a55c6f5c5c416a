-- One row: one member and one bloc that it is in, itself or through others, whenever. Included as a CTE.
within (member, bloc) as (
  select member, bloc from membership
  union
  select membership.member, within.bloc
  from within
  join membership on membership.bloc = within.member
),
