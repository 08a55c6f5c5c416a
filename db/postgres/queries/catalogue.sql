-- One row: something of schema :schema, as the server describes it: its kind, its name, what makes it,
-- and what takes it away. What partitions have of their table is left out, but not what is switched
-- off there. The schema is to be the only one in the search path; it is told as `tracker`.
with relation as (
  select
    oid,
    relname::text as name,
    relkind,
    relispartition,
    relrowsecurity,
    relforcerowsecurity
  from pg_class
  where relnamespace = to_regnamespace(:schema)
),
described as (
  select
    'table' as kind,
    relation.name,
    (
      select string_agg(
        attribute.attname || ' ' || format_type(attribute.atttypid, attribute.atttypmod)
          || case when attribute.attnotnull then ' not null' else '' end
          || coalesce(' default ' || pg_get_expr(attrdef.adbin, attrdef.adrelid), ''),
        ', ' order by attribute.attname
      )
      from pg_attribute as attribute
      left join pg_attrdef as attrdef
        on attrdef.adrelid = attribute.attrelid and attrdef.adnum = attribute.attnum
      where attribute.attrelid = relation.oid and attribute.attnum > 0
        and not attribute.attisdropped
    )
      || case when relation.relrowsecurity then ', row level security' else '' end
      || case when relation.relforcerowsecurity then ', for the owner, too' else '' end
      || case when exists (
        select 1 from pg_trigger where tgrelid = relation.oid and tgenabled <> 'O'
      ) then ', triggers switched off' else '' end as definition,
    '' as removal
  from relation
  where relation.relkind in ('r', 'p')
  union all
  select
    'view',
    relation.name,
    'create or replace view tracker.' || relation.name || ' as ' || pg_get_viewdef(relation.oid),
    ''
  from relation
  where relation.relkind = 'v'
  union all
  select
    'index',
    relation.name,
    replace(pg_get_indexdef(relation.oid), ' ON ONLY ', ' ON '),
    'drop index tracker.' || relation.name
  from relation
  where relation.relkind in ('i', 'I') and not relation.relispartition
    and not exists (select 1 from pg_constraint where conindid = relation.oid)
  union all
  select
    'constraint',
    pg_constraint.conname || ' of ' || relation.name,
    'alter table tracker.' || relation.name || ' add constraint ' || pg_constraint.conname || ' '
      || pg_get_constraintdef(pg_constraint.oid),
    'alter table tracker.' || relation.name || ' drop constraint ' || pg_constraint.conname
  from relation
  join pg_constraint on pg_constraint.conrelid = relation.oid
  where not relation.relispartition and pg_constraint.contype <> 'n'
  union all
  select
    'trigger',
    pg_trigger.tgname || ' on ' || relation.name,
    pg_get_triggerdef(pg_trigger.oid)
      || case when pg_trigger.tgenabled = 'O' then '' else ' -- switched off' end,
    'drop trigger ' || pg_trigger.tgname || ' on tracker.' || relation.name
  from relation
  join pg_trigger on pg_trigger.tgrelid = relation.oid
  where not pg_trigger.tgisinternal and pg_trigger.tgparentid = 0
  union all
  select
    'function',
    proname || '(' || pg_get_function_identity_arguments(oid) || ')',
    pg_get_functiondef(oid),
    ''
  from pg_proc
  where pronamespace = to_regnamespace(:schema)
  union all
  select
    'policy',
    policyname || ' on ' || tablename,
    concat_ws(' ', 'create policy', policyname, 'on', 'tracker.' || tablename, 'as', permissive,
      'for', cmd, 'to', array_to_string(roles, ', '), 'using (' || qual || ')',
      'with check (' || with_check || ')'),
    'drop policy ' || policyname || ' on tracker.' || tablename
  from pg_policies
  where schemaname = :schema
)
select
  kind,
  name,
  replace(definition, :schema || '.', 'tracker.'),
  removal
from described
order by kind, name
