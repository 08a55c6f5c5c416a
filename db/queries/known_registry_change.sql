-- Takes, for this connection, what taking back a change of the registry would keep.
create temp table registry_change (
  nr integer primary key,
  subject text,
  ref text,
  row integer,
  field text,
  old text,
  new text,
  changed_at text,
  changed_by text,
  by_union text
)
