-- Keeps the old value of an edit of the registry.
insert into registry_change (subject, ref, field, old, new, changed_at, changed_by)
values (:subject, :ref, :field, :old, :new, :changed_at, :changed_by)
