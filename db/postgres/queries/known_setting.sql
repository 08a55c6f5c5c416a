-- As db/queries/known_setting.sql.
create temp table setting (
  owner text default session_user, name text, value text, primary key (owner, name)
) on commit drop
