-- Keeps an addition to the registry, or an edit of it with the old value.
insert into registry_change (subject, ref, row, field, old, new, changed_at, changed_by, by_union)
values (:subject, :ref, :row, :field, :old, :new, :changed_at, :changed_by, :by_union)
