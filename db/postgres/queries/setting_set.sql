-- Sets one setting of this person in this ledger.
insert into setting (name, value) values (:name, :value)
on conflict (owner, name) do update set value = excluded.value
