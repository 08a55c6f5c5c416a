-- What keeps a ledger on a server as it is, in words that no schema, temporary table or setting of a
-- caller can turn: run within the schema that holds it, before the migrations, whose triggers call it,
-- by every `tracker hub init`. The first of a search path that names pg_temp last is the server's own
-- schema.
set local check_function_bodies = off;

-- Numbers without gaps: an identity counts what was undone, a dry run among it. Who records is alone.
create or replace function registry_change_is_next() returns trigger
language plpgsql set search_path = pg_catalog, tracker, pg_temp as $$
begin
  new.nr := (select coalesce(max(nr), 0) + 1 from tracker.registry_change);
  return new;
end
$$;

create or replace function command_is_next() returns trigger
language plpgsql set search_path = pg_catalog, tracker, pg_temp as $$
begin
  new.nr := (select coalesce(max(nr), 0) + 1 from tracker.command);
  return new;
end
$$;

-- Moves have their numbers from the program, which tells of them before they are written; whichever
-- they come by, each is the next. Looked at once for all rows of a statement.
create or replace function move_is_next() returns trigger
language plpgsql set search_path = pg_catalog, tracker, pg_temp as $$
declare
  many bigint;
  several bigint;
  first bigint;
  last bigint;
begin
  perform pg_advisory_xact_lock(hashtext('tracker ledger'));
  select count(*), count(distinct nr), min(nr), max(nr) into many, several, first, last from added;
  if many > 0 and (
    many <> several
    or last - many <> first - 1
    or first <> (select coalesce(max(nr), 0) + 1 from tracker.move where nr < first)
    or many <> (select count(*) from tracker.move where nr >= first)
  ) then
    raise exception 'moves are numbered without gaps in the order of recording, and these are not';
  end if;
  if exists (select 1 from added where private = 1) and not (select private from tracker.about) then
    raise exception 'this ledger takes no private moves' using errcode = 'TR001';
  end if;
  return null;
end
$$;

-- What was added, or taken away, is kept as an object in JSON, by which every copy reads the history.
create or replace function registry_change_holds() returns trigger
language plpgsql set search_path = pg_catalog, tracker, pg_temp as $$
declare
  held text := case new.field when 'added' then new.new when 'removed' then new.old end;
begin
  if held <> '' and jsonb_typeof(held::jsonb) <> 'object' then
    raise exception 'what was added to the registry, or taken away, is told as an object in JSON';
  end if;
  return new;
end
$$;

create or replace function set_aside_as_recorded() returns trigger
language plpgsql set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if new.corrects is not null then
    insert into tracker.set_aside (move)
    select move.nr from tracker.move where move.id = new.corrects
    on conflict do nothing;
  end if;
  if exists (select 1 from tracker.move where move.corrects = new.id) then
    insert into tracker.set_aside (move) values (new.nr) on conflict do nothing;
  end if;
  return null;
end
$$;

create or replace function set_aside_follows() returns trigger
language plpgsql set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if not exists (
    select 1
    from tracker.move as target
    join tracker.move as later on later.corrects = target.id
    where target.nr = new.move
  ) then
    raise exception 'the ledger is append-only: correct or strike a move instead';
  end if;
  return new;
end
$$;

-- Two things may change: the place in time, when the date of a talk is mended, and, where a move
-- tells its demand by the key alone, which of the demands of that key it belongs to.
create or replace function move_keeps() returns trigger
language plpgsql set search_path = pg_catalog, tracker, pg_temp as $$
begin
  if (to_jsonb(new) - '{moment,demand,counter}'::text[])
      <> (to_jsonb(old) - '{moment,demand,counter}'::text[])
    or (new.demand <> old.demand and not (
      (old.by_key & 1) <> 0 and tracker.same_key(old.demand, new.demand)
    ))
    or (new.counter is distinct from old.counter and not coalesce(
      (old.by_key & 2) <> 0 and tracker.same_key(old.counter, new.counter), false
    ))
  then
    raise exception 'the ledger is append-only: correct or strike a move instead';
  end if;
  return new;
end
$$;

create or replace function same_key(one bigint, other bigint) returns boolean
language sql stable set search_path = pg_catalog, tracker, pg_temp as $$
  select exists (
    select 1
    from tracker.demand as before
    join tracker.demand as after on after.negotiation = before.negotiation
      and coalesce(after.given, after.key) = coalesce(before.given, before.key)
    where before.id = one and after.id = other
  )
$$;

-- What the server knows of the tables, by which it picks its indexes: looked at anew after much was
-- taken in, as the owner, for whoever took it in.
create or replace function take_stock() returns void
language plpgsql security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  analyze
    tracker.move, tracker.set_aside, tracker.move_words, tracker.demand, tracker.pair, tracker.talk,
    tracker.issue, tracker.party, tracker.registry_change;
end
$$;
