-- One row: how the server is, and who is asking: its version; whether the way to it is encrypted;
-- the role; the roles of ours it has.
select
  current_setting('server_version'),
  coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false),
  session_user::text,
  coalesce((
    select string_agg(rolname, ', ' order by rolname)
    from pg_roles
    where rolname ~ '^tracker_' and pg_has_role(session_user, oid, 'member')
  ), '')
