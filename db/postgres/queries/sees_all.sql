-- One row: whether whoever asks may see all that is recorded: who records, or keeps the ledger.
select
  pg_has_role(session_user, kept.nspowner, 'member')
  or exists (
    select 1
    from pg_roles
    where rolname = 'tracker_recorder' and pg_has_role(session_user, pg_roles.oid, 'member')
  )
from pg_namespace as kept
where kept.nspname = 'tracker'
