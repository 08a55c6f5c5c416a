-- How a tracker makes what is in this schema, as this server describes it: written by `tracker hub init`,
-- and compared by `tracker check` with what is there.
create table if not exists made (
  kind text collate "C" not null,
  name text collate "C" not null,
  definition text collate "C" not null,
  primary key (kind, name)
);
