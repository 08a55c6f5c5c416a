-- What was done by which command, so that it can be undone and any earlier state of knowledge shown;
-- what the registry held from its beginning; and identities that hold across copies of a ledger.

-- One row: one command that recorded something, with how far the ledger and the history of the
-- registry had come when it ended. A row that undoes another names it.
create table command (
  nr integer primary key,
  name text not null,
  at text not null,
  by text not null,
  last_move integer not null,
  last_change integer not null,
  undoes integer references command (nr)
) strict;

create index command_undone on command (undoes) where undoes is not null;

create trigger command_refuses_update before update on command
begin
  select raise(abort, 'the log of commands is append-only');
end;

create trigger command_refuses_delete before delete on command
begin
  select raise(abort, 'the log of commands is append-only');
end;

create trigger command_refuses_replace before insert on command
when exists (select 1 from command where nr = new.nr)
begin
  select raise(abort, 'the log of commands is append-only');
end;

-- A key that two copies of the ledger gave to different demands is told apart in one of them; it
-- is `given` that the ids of moves are computed over. `opening` is the id of the move that put the
-- demand first: its identity in every copy.
alter table demand add column given text;
alter table demand add column opening text;

update demand
set opening = (
  select move.id
  from move
  where move.demand = demand.id and move.verb = 'demand'
  order by move.nr
  limit 1
);

create unique index demand_by_opening on demand (opening) where opening is not null;

-- A talk is the same in two copies where it was added under the same ref and date.
alter table talk add column given text;
alter table talk add column first_date text not null default 'unknown';

update talk
set first_date = coalesce(
  (
    select registry_change.old
    from registry_change
    join negotiation on negotiation.id = talk.negotiation
    where registry_change.subject = 'talk'
      and registry_change.ref = negotiation.name || '/' || talk.ref
      and registry_change.field = 'date'
    order by registry_change.nr
    limit 1
  ),
  talk.date
);

-- Whether the id of a move covers the opening of its demand (1), of its counter-demand (2), or
-- both (3).
alter table move add column pinned integer not null default 0 check (pinned between 0 and 3);

drop trigger move_refuses_update;

-- Only the place in time may change, when the date of a talk is mended.
create trigger move_refuses_update before update of
  nr, id, parent, negotiation, talk, date, party, sponsors, verb, manner, ad_referendum, demand,
  kind, addressees, text, condition, until, counter, quote, speaker, source, note, private,
  corrects, recorded_at, recorded_by, generation, rank, answer, life, pinned
on move
begin
  select raise(abort, 'the ledger is append-only: correct or strike a move instead');
end;

-- The subject's own row, whatever its ref is by now.
alter table registry_change add column row integer;

create index registry_change_of on registry_change (subject, row, field, nr);

-- What was in the registry before additions were kept: its time and author are not known.
insert into registry_change (subject, ref, field, old, new, changed_at, changed_by, row)
select
  'negotiation', negotiation.name, 'added', null,
  json_object('title', coalesce((
    select edit.old from registry_change as edit
    where edit.subject = 'negotiation' and edit.ref = negotiation.name and edit.field = 'title'
    order by edit.nr
    limit 1
  ), negotiation.title)),
  '', '', negotiation.id
from negotiation
order by negotiation.id;

insert into registry_change (subject, ref, field, old, new, changed_at, changed_by, row)
select
  'party', party.code, 'added', null,
  json_object('name', coalesce((
    select edit.old from registry_change as edit
    where edit.subject = 'party' and edit.ref = party.code and edit.field = 'name'
    order by edit.nr
    limit 1
  ), party.name)),
  '', '', party.id
from party
order by party.id;

insert into registry_change (subject, ref, field, old, new, changed_at, changed_by, row)
select 'party', party.code, 'alias ' || party_alias.alias, '', party_alias.alias, '', '', party.id
from party_alias
join party on party.id = party_alias.party
order by party.id, party_alias.alias;

insert into registry_change (subject, ref, field, old, new, changed_at, changed_by, row)
select
  'party', member.code, 'stays in ' || bloc.code, '',
  group_concat(coalesce(stay.since, '..') || '/' || coalesce(stay.until, '..'), ';'),
  '', '', member.id
from (select * from membership order by id) as stay
join party as member on member.id = stay.member
join party as bloc on bloc.id = stay.bloc
group by stay.member, stay.bloc
order by stay.member, stay.bloc;

insert into registry_change (subject, ref, field, old, new, changed_at, changed_by, row)
select
  'talk', negotiation.name || '/' || talk.ref, 'added', null,
  json_object(
    'title', talk.title, 'date', talk.first_date, 'place', talk.place, 'form', talk.form,
    'status', talk.status, 'track', talk.track, 'deadline', talk.deadline
  ),
  '', '', talk.id
from talk
join negotiation on negotiation.id = talk.negotiation
order by talk.id;

insert into registry_change (subject, ref, field, old, new, changed_at, changed_by, row)
select 'issue', negotiation.name || '/' || issue.path, 'added', null, '', '', '', issue.id
from issue
join negotiation on negotiation.id = issue.negotiation
order by issue.id;

-- What came before is one command that cannot be undone.
insert into command (name, at, by, last_move, last_change)
select
  'earlier',
  coalesce((select max(recorded_at) from move), ''),
  '',
  coalesce((select max(nr) from move), 0),
  coalesce((select max(nr) from registry_change), 0)
where exists (select 1 from negotiation);

-- One row: how the columns and values of somebody's files are read, under a name, for the next file.
create table mapping (
  name text primary key,
  rules text not null,
  kept_at text not null,
  kept_by text not null
) strict, without rowid;
