-- The texts of sources, as in db/migrations/0005_sources.sql.
create table source_text (
  hash text collate "C" primary key check (length(hash) = 64),
  text text collate "C" not null
);

create trigger source_text_refuses_change before update or delete on source_text
for each row execute function refuse('the texts of sources are append-only');

create trigger source_text_refuses_truncate before truncate on source_text
for each statement execute function refuse('the texts of sources are append-only');

alter table move add column source_text text collate "C" check (length(source_text) = 64);

create index move_source_text on move (source_text) where source_text is not null;
