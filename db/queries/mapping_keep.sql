-- Keeps the mapping of an import under a name, in the place of one that had it.
insert into mapping (name, rules, kept_at, kept_by)
values (:name, :rules, :at, :by)
on conflict (name)
do update set rules = excluded.rules, kept_at = excluded.kept_at, kept_by = excluded.kept_by
