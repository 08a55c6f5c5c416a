-- Who may do what with a ledger on a server: run by `tracker hub init` whenever it is called.
--
-- tracker_reader sees what is public of the negotiations that are open; tracker_recorder sees all,
-- and adds; tracker_admin keeps it. Nobody changes or deletes a move: what may change of the other
-- tables is what recording changes in a file, too, and its history is kept.

-- Whether the caller may record. No schema of the caller's can stand before what it names, so that it
-- needs no search path of its own and is put in place where it is asked.
create or replace function is_recorder() returns boolean language sql stable as $$
  select pg_catalog.pg_has_role(current_user, 'tracker_recorder', 'member')
$$;

-- Whether the caller may see everything, as who records and the owner may.
create or replace function sees_all() returns boolean
language sql stable set search_path = pg_catalog, tracker, pg_temp as $$
  select tracker.is_recorder() or exists (
    select 1 from pg_namespace where nspname = 'tracker' and pg_has_role(current_user, nspowner, 'member')
  )
$$;

-- What a policy asks of rows that its reader may not see.
create or replace function is_open(id bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
  select exists (
    select 1 from tracker.negotiation where negotiation.id = $1 and negotiation.archived = 0
  )
$$;

-- Whether a demand may be named in public: its negotiation is open, and a public move puts it, or none
-- that is private does.
create or replace function is_public(demand bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
  select exists (
    select 1
    from tracker.demand as named
    join tracker.negotiation on negotiation.id = named.negotiation
    where named.id = $1 and negotiation.archived = 0
  )
  and (
    not exists (
      select 1
      from tracker.move
      where move.demand = $1 and move.verb = 'demand' and move.private = 1
    )
    or exists (
      select 1
      from tracker.move
      where move.demand = $1 and move.verb = 'demand' and move.private = 0
    )
  )
$$;

create or replace function is_shown(move bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
  select exists (
    select 1
    from tracker.move as shown
    join tracker.negotiation on negotiation.id = shown.negotiation
    where shown.nr = $1 and shown.private = 0 and negotiation.archived = 0
  )
$$;

-- Whether a public move that sets this one aside, or a private correction of it, is what a reader may
-- see: asked of one move after the other, so that it does not grow with the corrections there are.
create or replace function is_gone(move bigint) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return exists (
    with recursive below (id) as (
      select target.id
      from tracker.move as target
      join tracker.negotiation on negotiation.id = target.negotiation
      where target.nr = $1 and target.private = 0 and negotiation.archived = 0
      union
      select mend.id
      from below
      join tracker.move as mend on mend.corrects = below.id
      where mend.private = 1
    )
    select 1
    from below
    join tracker.move as mend on mend.corrects = below.id
    where mend.private = 0
  );
end
$$;

-- Whether a party said anything of a demand in public.
create or replace function has_spoken(demand bigint, party bigint) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
begin
  return exists (
    select 1
    from tracker.move
    join tracker.party as speaker on speaker.id = $2
    where move.demand = $1 and move.private = 0
      and (
        move.party = $2
        or speaker.code = any (string_to_array(move.sponsors, ';'))
      )
  );
end
$$;

-- Whether a change of the registry is of something that is public. What was taken away since is of
-- nothing any more; nor is it told how a demand was called that was ever put in private.
create or replace function is_told(subject text, changed bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
  select case $1
    when 'party' then true
    when 'negotiation' then tracker.is_open($2)
    when 'talk' then exists (
      select 1
      from tracker.talk
      join tracker.negotiation on negotiation.id = talk.negotiation
      where talk.id = $2 and negotiation.archived = 0
    )
    when 'demand' then tracker.is_public($2) and not exists (
      select 1
      from tracker.move
      where move.demand = $2 and move.verb = 'demand' and move.private = 1
    )
    else false
  end
$$;

-- Whether a command recorded something that is public.
create or replace function has_told(command bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, tracker, pg_temp as $$
  with given as (
    select
      it.last_move,
      it.last_change,
      coalesce(before.last_move, 0) as first_move,
      coalesce(before.last_change, 0) as first_change
    from tracker.command as it
    left join tracker.command as before
      on before.nr = (select max(earlier.nr) from tracker.command as earlier where earlier.nr < it.nr)
    where it.nr = $1
  )
  select exists (
    select 1
    from given
    join tracker.move on move.nr > given.first_move and move.nr <= given.last_move
    join tracker.negotiation on negotiation.id = move.negotiation
    where move.private = 0 and negotiation.archived = 0
  )
  or exists (
    select 1
    from given
    join tracker.registry_change as change
      on change.nr > given.first_change and change.nr <= given.last_change
    where tracker.is_told(change.subject, change.row)
  )
$$;

-- A view is read with the rights of its owner, so that these two leave out themselves what is not for
-- their reader. What a private move sets aside that corrects a private one is found on the way.
create or replace view gone_in_public with (security_barrier) as
with recursive gone (id) as (
  select move.corrects
  from move
  where move.corrects is not null and move.private = 0
  union
  select move.corrects
  from gone
  join move on move.id = gone.id
  where move.corrects is not null and move.private = 1
)
select target.nr as move
from gone
join move as target on target.id = gone.id
where (select sees_all()) or (target.private = 0 and target.negotiation in (
  select negotiation.id from negotiation where negotiation.archived = 0
));

create or replace view mended with (security_barrier) as
select set_aside.move
from set_aside
where (select sees_all())
  or set_aside.move in (select gone_in_public.move from gone_in_public);

-- What they may is named here, and nothing else is left to them: the partitions of `move` neither.
do $$
declare
  everyone constant text = 'public, tracker_reader, tracker_recorder, tracker_admin';
  here constant name = current_schema();
begin
  execute format('revoke all on schema %I from %s cascade', here, everyone);
  execute format('revoke all on all tables in schema %I from %s cascade', here, everyone);
  execute format('revoke all on all sequences in schema %I from %s cascade', here, everyone);
  execute format('revoke all on all routines in schema %I from %s cascade', here, everyone);
  execute format('grant usage on schema %I to tracker_reader, tracker_recorder, tracker_admin', here);
  execute format('grant usage on all sequences in schema %I to tracker_recorder', here);
end
$$;

grant select on
  about, made, negotiation, party, party_alias, membership, talk, issue, demand, sponsor, pair, move,
  set_aside, registry_change, setting, command, mapping, move_words, source_text, mended, gone_in_public
to tracker_reader, tracker_recorder;

grant insert, update, delete on setting to tracker_reader, tracker_recorder;

grant insert on
  negotiation, party, party_alias, membership, talk, issue, demand, sponsor, pair, move, set_aside,
  registry_change, command, mapping, move_words, source_text
to tracker_recorder;

grant update on negotiation, party, talk, issue, demand, pair, mapping to tracker_recorder;

grant update (moment, demand, counter) on move to tracker_recorder;

grant update (until) on membership to tracker_recorder;

grant delete on
  negotiation, party, party_alias, membership, talk, issue, sponsor, pair, mapping
to tracker_recorder;

-- Only who may give roles gives them, so that who keeps the ledger need not be allowed to.
do $$
begin
  if not pg_has_role('tracker_recorder', 'tracker_reader', 'member') then
    grant tracker_reader to tracker_recorder;
  end if;
  if not pg_has_role('tracker_admin', 'tracker_recorder', 'member') then
    grant tracker_recorder to tracker_admin;
  end if;
end
$$;

grant execute on function
  is_recorder(), sees_all(), is_open(bigint), is_public(bigint), is_shown(bigint), is_gone(bigint), has_spoken(bigint, bigint),
  is_told(text, bigint), has_told(bigint), instr(text, text), hex(text), each_of(text)
to tracker_reader;

grant execute on function same_key(bigint, bigint), take_stock() to tracker_recorder;

alter table setting enable row level security;
alter table negotiation enable row level security;
alter table talk enable row level security;
alter table issue enable row level security;
alter table demand enable row level security;
alter table pair enable row level security;
alter table sponsor enable row level security;
alter table move enable row level security;
alter table set_aside enable row level security;
alter table registry_change enable row level security;
alter table command enable row level security;
alter table move_words enable row level security;
alter table source_text enable row level security;
alter table mapping enable row level security;

drop policy if exists one_s_own on setting;
create policy one_s_own on setting using (owner = session_user) with check (owner = session_user);

drop policy if exists to_record on negotiation;
create policy to_record on negotiation using (is_recorder()) with check (is_recorder());
drop policy if exists to_read on negotiation;
create policy to_read on negotiation for select using (archived = 0);

drop policy if exists to_record on talk;
create policy to_record on talk using (is_recorder()) with check (is_recorder());
drop policy if exists to_read on talk;
create policy to_read on talk for select using (is_open(negotiation));

drop policy if exists to_record on issue;
create policy to_record on issue using (is_recorder()) with check (is_recorder());
drop policy if exists to_read on issue;
create policy to_read on issue for select using (
  is_open(negotiation)
  and exists (select 1 from demand where demand.issue = issue.id)
);

drop policy if exists to_record on demand;
create policy to_record on demand using (is_recorder()) with check (is_recorder());
drop policy if exists to_read on demand;
create policy to_read on demand for select using (is_public(id));

drop policy if exists to_record on pair;
create policy to_record on pair using (is_recorder()) with check (is_recorder());
drop policy if exists to_read on pair;
create policy to_read on pair for select using (
  is_public(demand) and (addressed = 1 or party = 0 or has_spoken(demand, party))
);

drop policy if exists to_record on sponsor;
create policy to_record on sponsor using (is_recorder()) with check (is_recorder());
drop policy if exists to_read on sponsor;
create policy to_read on sponsor for select using (is_public(demand));

drop policy if exists to_record on move;
create policy to_record on move using (is_recorder()) with check (is_recorder());
drop policy if exists to_read on move;
create policy to_read on move for select using (
  private = 0 and negotiation in (select negotiation.id from negotiation)
);

drop policy if exists to_record on set_aside;
create policy to_record on set_aside using (is_recorder()) with check (is_recorder());
drop policy if exists to_read on set_aside;
create policy to_read on set_aside for select using (is_gone(move));

drop policy if exists to_record on registry_change;
create policy to_record on registry_change using (is_recorder()) with check (is_recorder());
drop policy if exists to_read on registry_change;
create policy to_read on registry_change for select using (is_told(subject, row));

drop policy if exists to_record on command;
create policy to_record on command using (is_recorder()) with check (is_recorder());
drop policy if exists to_read on command;
create policy to_read on command for select using (has_told(nr));

drop policy if exists to_record on move_words;
create policy to_record on move_words using (is_recorder()) with check (is_recorder());
drop policy if exists to_read on move_words;
create policy to_read on move_words for select using (is_shown(nr));

drop policy if exists to_record on source_text;
create policy to_record on source_text using (is_recorder()) with check (is_recorder());
drop policy if exists to_read on source_text;
create policy to_read on source_text for select using (
  exists (select 1 from move where move.source_text = source_text.hash)
);

drop policy if exists to_record on mapping;
create policy to_record on mapping using (is_recorder()) with check (is_recorder());
drop policy if exists to_read on mapping;
create policy to_read on mapping for select using (true);
