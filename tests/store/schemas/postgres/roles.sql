-- db/postgres/roles.sql as it was before db/postgres/guards.sql: what an older hub has.
-- Who may do what with a ledger on a server: run by `tracker hub init` whenever it is called.
--
-- tracker_reader sees what is public of the negotiations that are open; tracker_recorder sees all,
-- and adds; tracker_admin keeps it. Nobody changes or deletes a move: what may change of the other
-- tables is what recording changes in a file, too, and its history is kept.

grant usage on schema tracker to tracker_reader, tracker_recorder, tracker_admin;

grant select on all tables in schema tracker to tracker_reader, tracker_recorder;

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

grant usage on all sequences in schema tracker to tracker_recorder;

grant tracker_reader to tracker_recorder;

grant tracker_recorder to tracker_admin;

-- What a policy asks of rows that its reader may not see.
create or replace function is_recorder() returns boolean language sql stable as $$
  select pg_has_role(current_user, 'tracker_recorder', 'member')
$$;

create or replace function is_open(id bigint) returns boolean
language sql stable security definer set search_path = tracker as $$
  select exists (select 1 from negotiation where negotiation.id = $1 and negotiation.archived = 0)
$$;

-- Whether a demand may be named in public: a public move puts it, or none that is private does.
create or replace function is_public(demand bigint) returns boolean
language sql stable security definer set search_path = tracker as $$
  select not exists (
    select 1 from move where move.demand = $1 and move.verb = 'demand' and move.private = 1
  )
  or exists (
    select 1 from move where move.demand = $1 and move.verb = 'demand' and move.private = 0
  )
$$;

create or replace function is_shown(move bigint) returns boolean
language sql stable security definer set search_path = tracker as $$
  select exists (
    select 1 from move as shown where shown.nr = $1 and shown.private = 0 and is_open(shown.negotiation)
  )
$$;

create or replace function is_gone(move bigint) returns boolean
language sql stable security definer set search_path = tracker as $$
  select $1 in (select gone_in_public.move from gone_in_public)
$$;

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
create policy to_read on demand for select using (is_open(negotiation) and is_public(id));

drop policy if exists to_record on pair;
create policy to_record on pair using (is_recorder()) with check (is_recorder());
drop policy if exists to_read on pair;
create policy to_read on pair for select using (is_open(negotiation) and is_public(demand));

drop policy if exists to_record on sponsor;
create policy to_record on sponsor using (is_recorder()) with check (is_recorder());
drop policy if exists to_read on sponsor;
create policy to_read on sponsor for select using (is_public(demand));

drop policy if exists to_record on move;
create policy to_record on move using (is_recorder()) with check (is_recorder());
drop policy if exists to_read on move;
create policy to_read on move for select using (private = 0 and is_open(negotiation));

drop policy if exists to_record on set_aside;
create policy to_record on set_aside using (is_recorder()) with check (is_recorder());
drop policy if exists to_read on set_aside;
create policy to_read on set_aside for select using (is_gone(move));

drop policy if exists to_record on registry_change;
create policy to_record on registry_change using (is_recorder()) with check (is_recorder());
drop policy if exists to_read on registry_change;
create policy to_read on registry_change for select using (
  subject in ('party', 'talk', 'negotiation') or (subject = 'demand' and is_public(row))
);

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
