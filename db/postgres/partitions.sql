-- Neither the policies nor the triggers of a statement reach from a table to its partitions: run within
-- the schema that holds them, after the migrations, by every `tracker hub init`.
do $$
declare
  part record;
begin
  for part in
    select pg_class.oid::regclass as name, relrowsecurity as hides, exists (
      select 1 from pg_trigger where tgrelid = pg_class.oid and tgname = 'move_refuses_truncate'
    ) as refuses
    from pg_inherits
    join pg_class on pg_class.oid = inhrelid
    where inhparent = to_regclass('move')
  loop
    if not part.hides then
      execute format('alter table %s enable row level security', part.name);
    end if;
    if not part.refuses then
      execute format(
        'create trigger move_refuses_truncate before truncate on %s'
        ' for each statement execute function refuse()', part.name
      );
    end if;
  end loop;
end
$$;
