-- One row: something that somebody but the owner may do with what is in schema :schema: its kind, who may
-- do what, what gives that, and what takes it away. The kind is `right` where it is one of our roles or
-- everybody that may, whose rights `tracker hub init` gives; else `other right`, of which none is wanted.
-- So is whatever else gives one: what belongs to another than the schema does, and what our roles are.
with meaning (privilege, verb) as (
  values
    ('select', 'read'), ('insert', 'add to'), ('update', 'change'), ('delete', 'delete from'),
    ('truncate', 'empty'), ('references', 'refer to'), ('trigger', 'put triggers on'),
    ('maintain', 'maintain'), ('usage', 'use'), ('create', 'create in'), ('execute', 'call')
),
ours (name) as (
  values ('tracker_reader'), ('tracker_recorder'), ('tracker_admin')
),
space as (
  select oid, nspowner as owner, nspacl as acl from pg_namespace where nspname = :schema
),
holding (what, called, owner, acl, columns, on_what) as (
  select 'the schema', '', owner, coalesce(acl, acldefault('n', owner)), '', 'schema tracker'
  from space
  union all
  select
    case relkind when 'S' then 'the sequence' when 'v' then 'the view' else 'the table' end,
    relname::text,
    relowner,
    coalesce(relacl, acldefault(case relkind when 'S' then 's'::"char" else 'r'::"char" end, relowner)),
    '',
    case relkind when 'S' then 'sequence' else 'table' end || ' tracker.' || quote_ident(relname)
  from pg_class
  join space on space.oid = relnamespace
  where relkind in ('r', 'p', 'v', 'm', 'f', 'S')
  union all
  select
    'the column ' || attname || ' of the table',
    relname::text,
    relowner,
    attacl,
    ' (' || quote_ident(attname) || ')',
    'table tracker.' || quote_ident(relname)
  from pg_class
  join space on space.oid = relnamespace
  join pg_attribute on attrelid = pg_class.oid
  where attacl is not null and not attisdropped
  union all
  select
    'the function',
    proname || '(' || pg_get_function_identity_arguments(pg_proc.oid) || ')',
    proowner,
    coalesce(proacl, acldefault('f', proowner)),
    '',
    'routine tracker.' || quote_ident(proname) || '('
      || pg_get_function_identity_arguments(pg_proc.oid) || ')'
  from pg_proc
  join space on space.oid = pronamespace
),
held as (
  select
    holding.*,
    one.grantee,
    lower(one.privilege_type) as privilege,
    passing_on,
    coalesce(pg_roles.rolname::text, 'everybody') as holder,
    coalesce(quote_ident(pg_roles.rolname), 'public') as grantee_name
  from holding
  cross join aclexplode(holding.acl) as one
  join (values (false), (true)) as passed (passing_on) on one.is_grantable or not passing_on
  left join pg_roles on pg_roles.oid = one.grantee
  where one.grantee <> holding.owner
)
select distinct
  case when grantee = 0 or holder in (select name from ours) then 'right' else 'other right' end as kind,
  holder || ' may ' || coalesce(verb, privilege) || ' ' || what
    || case called when '' then '' else ' “' || called || '”' end
    || case when passing_on then ', and let others' else '' end as name,
  'grant ' || privilege || columns || ' on ' || on_what || ' to ' || grantee_name
    || case when passing_on then ' with grant option' else '' end as definition,
  'revoke ' || case when passing_on then 'grant option for ' else '' end || privilege || columns
    || ' on ' || on_what || ' from ' || grantee_name || ' cascade'
    as removal
from held
left join meaning using (privilege)
union all
select
  'other right',
  theirs.rolname || ' owns ' || what || ' “' || called || '”',
  '',
  'alter ' || on_what || ' owner to ' || quote_ident(pg_get_userbyid(space.owner))
from holding
cross join space
join pg_roles as theirs on theirs.oid = holding.owner
where holding.owner <> space.owner and not theirs.rolsuper and columns = '' and what <> 'the sequence'
union all
select
  'other right',
  member.rolname || ' belongs to ' || granted.rolname,
  '',
  'revoke ' || quote_ident(granted.rolname) || ' from ' || member.rolname
from pg_auth_members
join pg_roles as member on member.oid = pg_auth_members.member
join pg_roles as granted on granted.oid = pg_auth_members.roleid
where member.rolname in (select name from ours)
  and (member.rolname, granted.rolname) not in (
    ('tracker_recorder', 'tracker_reader'), ('tracker_admin', 'tracker_recorder')
  )
union all
select
  'other right',
  'no policy holds ' || rolname,
  '',
  'alter role ' || rolname || ' nosuperuser nobypassrls'
from pg_roles
where rolname in (select name from ours) and (rolsuper or rolbypassrls)
order by kind, name
