-- The schema as the migrations and views make it, for reading; the program does not use this file.
-- Written by: pytest tests/store/test_schema.py --update-golden

create table negotiation (
  id integer primary key,
  name text not null unique,
  title text not null,
  archived integer not null default 0 check (archived in (0, 1))
) strict;

create table party (
  id integer primary key,
  code text not null unique,
  name text not null
) strict;

create table party_alias (
  party integer not null references party (id),
  alias text not null,
  primary key (party, alias)
) strict, without rowid;

-- One row: one stay of a party in a bloc; days inclusive, null where open-ended.
create table membership (
  id integer primary key,
  member integer not null references party (id),
  bloc integer not null references party (id),
  since text check (since is date(since)),
  until text check (until is date(until)),
  check (member <> bloc)
) strict;

create index membership_by_bloc on membership (bloc, member);

create index membership_by_member on membership (member, bloc);

-- `date` is as typed; earliest and latest are the days it may mean, null where unknown.
-- `moment` is the earliest day as YYYYMMDD and six digits of seq: the order of talks.
create table talk (
  id integer primary key,
  negotiation integer not null references negotiation (id),
  ref text not null,
  title text not null,
  date text not null,
  earliest text check (earliest is date(earliest)),
  latest text check (latest is date(latest)),
  place text not null default '',
  form text check (form in ('in person', 'written', 'remote', 'statement')),
  status text not null default 'held' check (status in ('scheduled', 'held', 'cancelled')),
  track text not null default '',
  deadline text,
  seq integer not null,
  moment integer not null, given text, first_date text not null default 'unknown',
  unique (negotiation, ref)
) strict;

create unique index talk_in_order on talk (negotiation, moment);

create table issue (
  id integer primary key,
  negotiation integer not null references negotiation (id),
  path text not null,
  unique (negotiation, path)
) strict;

-- prefix and number are the parts of a key like RU-7, so that the next key is one search.
create table demand (
  id integer primary key,
  negotiation integer not null references negotiation (id),
  key text not null,
  prefix text,
  number integer,
  title text not null,
  kind text not null check (kind in ('demand', 'offer', 'proposal', 'invitation', 'request')),
  issue integer references issue (id),
  proponent integer references party (id), given text, opening text, first_title text, first_issue text,
  unique (negotiation, key)
) strict;

create index demand_by_number on demand (negotiation, prefix, number);

create index demand_by_proponent on demand (negotiation, proponent);

create index demand_by_issue on demand (issue);

create table sponsor (
  demand integer not null references demand (id),
  party integer not null references party (id),
  primary key (demand, party)
) strict, without rowid;

create index sponsor_by_party on sponsor (party, demand);

-- One row: a party that a demand was put to (addressed = 1) or that answered it unasked.
-- Party 0 stands for "all" on a demand put to nobody by name.
create table pair (
  negotiation integer not null references negotiation (id),
  demand integer not null references demand (id),
  party integer not null,
  addressed integer not null check (addressed in (0, 1)),
  primary key (negotiation, demand, party)
) strict, without rowid;

create index pair_by_party on pair (party, demand);

-- One row: one thing one party did. What was said stands in the first block and is what the id
-- is computed over; the second block is derived from it when the move is recorded.
create table move (
  nr integer primary key,
  id text not null check (length(id) = 32),
  parent text,
  negotiation integer not null references negotiation (id),
  talk integer references talk (id),
  date text,
  party integer not null references party (id),
  sponsors text,
  verb text not null check (verb in (
    'demand', 'revise', 'reaffirm', 'withdraw', 'retable',
    'accept', 'reject', 'defer', 'counter', 'ask', 'note', 'strike'
  )),
  manner text check (manner in ('in part', 'if', 'in principle', 'final', 'editorially')),
  ad_referendum integer not null default 0 check (ad_referendum in (0, 1)),
  demand integer not null references demand (id),
  kind text check (kind in ('demand', 'offer', 'proposal', 'invitation', 'request')),
  addressees text,
  text text,
  condition text,
  until text,
  counter integer references demand (id),
  quote text,
  speaker text,
  source text,
  note text,
  private integer not null default 0 check (private in (0, 1)),
  corrects text,
  recorded_at text not null,
  recorded_by text not null,

  generation integer not null,
  moment integer not null,
  rank integer not null,
  answer text check (answer in (
    'noted', 'deferred', 'asked', 'countered', 'accepted in principle', 'accepted in part',
    'accepted if', 'accepted', 'rejected'
  )),
  life text check (life in ('worded', 'editorial', 'withdrawn')), pinned integer not null default 0 check (pinned between 0 and 3), by_key integer not null default 0 check (by_key between 0 and 3), source_text text check (length(source_text) = 64),
  check (talk is not null or date is not null)
) strict;

create unique index move_by_id on move (id);

create index move_by_generation on move (generation, id);

create index move_answer on move (demand, party, moment, rank, answer) where answer is not null;

create index move_life on move (demand, moment, rank, life) where life is not null;

create index move_moment on move (negotiation, moment, demand, party, life);

create index move_history on move (demand, moment, rank);

create index move_counter on move (counter, moment) where counter is not null;

create index move_corrects on move (corrects) where corrects is not null;

create index move_private on move (nr) where private = 1;

create index move_in_talk on move (talk);

-- Moves that do not stand: a correction or a strike names them.
create table set_aside (
  move integer primary key references move (nr)
) strict;

-- Whichever of the two comes first: a correction may reach a copy of the ledger before its target.
create trigger move_sets_aside after insert on move when new.corrects is not null
begin
  insert or ignore into set_aside (move) select nr from move where id = new.corrects;
end;

create trigger move_is_set_aside after insert on move
when exists (select 1 from move where corrects = new.id)
begin
  insert or ignore into set_aside (move) values (new.nr);
end;

create trigger set_aside_follows_the_moves before insert on set_aside
when not exists (
  select 1
  from move as target
  join move as later on later.corrects = target.id
  where target.nr = new.move
)
begin
  select raise(abort, 'the ledger is append-only: correct or strike a move instead');
end;

create trigger set_aside_refuses_update before update on set_aside
begin
  select raise(abort, 'the ledger is append-only: correct or strike a move instead');
end;

create trigger set_aside_refuses_delete before delete on set_aside
begin
  select raise(abort, 'the ledger is append-only: correct or strike a move instead');
end;

-- The same by the other names of the number, such as rowid, which the list above cannot hold.
create trigger move_keeps_its_number before update on move when new.nr <> old.nr
begin
  select raise(abort, 'the ledger is append-only: correct or strike a move instead');
end;

create trigger move_refuses_delete before delete on move
begin
  select raise(abort, 'the ledger is append-only: correct or strike a move instead');
end;

create trigger move_refuses_replace before insert on move
when exists (select 1 from move where id = new.id or nr = new.nr)
begin
  select raise(abort, 'the ledger is append-only: this move is already recorded');
end;

-- One row: one edit of the registry, with the value it replaced.
create table registry_change (
  nr integer primary key,
  subject text not null,
  ref text not null,
  field text not null,
  old text,
  new text,
  changed_at text not null,
  changed_by text not null
, row integer, by_union text check (by_union in ('told', 'followed'))) strict;

create trigger registry_change_refuses_delete before delete on registry_change
begin
  select raise(abort, 'the history of the registry is append-only');
end;

create trigger registry_change_refuses_replace before insert on registry_change
when exists (select 1 from registry_change where nr = new.nr)
begin
  select raise(abort, 'the history of the registry is append-only');
end;

create table setting (
  name text primary key,
  value text not null
) strict, without rowid;

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

create unique index demand_by_opening on demand (opening) where opening is not null;

create index registry_change_of on registry_change (subject, row, field, nr);

-- One row: how the columns and values of somebody's files are read, under a name, for the next file.
create table mapping (
  name text primary key,
  rules text not null,
  kept_at text not null,
  kept_by text not null
) strict, without rowid;

-- The words of the moves, for searching. What is indexed is folded by the program, so the table keeps
-- no text of its own, and another client cannot rebuild it; moves are only ever added to it. Which
-- are in it says move_words_docsize; what another client has recorded since is searched without it.
create virtual table move_words using fts5(
  text,
  quote,
  condition,
  note,
  speaker,
  source,
  content = '',
  tokenize = 'ascii'
);

create index demand_by_given on demand (negotiation, given) where given is not null;

create trigger registry_change_refuses_update before update on registry_change
begin
  select raise(abort, 'the history of the registry is append-only');
end;

create trigger move_keeps_its_demand before update of demand, counter on move
when (new.demand is old.demand and new.counter is old.counter)
  or (
    new.demand is not old.demand
    and not exists (
      select 1
      from demand as before
      join demand as after on after.negotiation = before.negotiation
        and coalesce(after.given, after.key) = coalesce(before.given, before.key)
      where before.id = old.demand and after.id = new.demand and old.by_key & 1
    )
  )
  or (
    new.counter is not old.counter
    and not exists (
      select 1
      from demand as before
      join demand as after on after.negotiation = before.negotiation
        and coalesce(after.given, after.key) = coalesce(before.given, before.key)
      where before.id = old.counter and after.id = new.counter and old.by_key & 2
    )
  )
begin
  select raise(abort, 'the ledger is append-only: correct or strike a move instead');
end;

-- One row: one text, by the SHA-256 of its UTF-8 bytes as 64 hexadecimal digits. It is kept once,
-- whatever names it, and is private unless a public move does.
create table source_text (
  hash text primary key check (length(hash) = 64),
  text text not null
) strict;

create trigger source_text_refuses_update before update on source_text
begin
  select raise(abort, 'the texts of sources are append-only');
end;

create trigger source_text_refuses_delete before delete on source_text
begin
  select raise(abort, 'the texts of sources are append-only');
end;

create trigger source_text_refuses_replace before insert on source_text
when exists (
  select 1 from source_text where hash = new.hash or rowid = new.rowid
)
begin
  select raise(abort, 'the texts of sources are append-only');
end;

create index move_source_text on move (source_text) where source_text is not null;

-- Two things may change: the place in time, when the date of a talk is mended, and, where a move
-- tells its demand by the key alone, which of the demands of that key it belongs to.
create trigger move_refuses_update before update of
  nr, id, parent, negotiation, talk, date, party, sponsors, verb, manner, ad_referendum, kind,
  addressees, text, condition, until, quote, speaker, source, note, private, corrects, recorded_at,
  recorded_by, generation, rank, answer, life, pinned, by_key, source_text
on move
begin
  select raise(abort, 'the ledger is append-only: correct or strike a move instead');
end;

-- One row: the number of one move that does not stand for those who see no private move: a public
-- move corrected or struck it, or did so to a private correction of it.
create view gone_in_public as
with recursive gone (id) as (
  select move.corrects
  from move
  where move.corrects is not null and move.private = 0
  union
  select move.corrects
  from gone
  cross join move on move.id = gone.id
  where move.corrects is not null and move.private = 1
)
select target.nr as move
from gone
cross join move as target on target.id = gone.id;

-- One row: the number of one move that was corrected or struck. Where private moves are hidden, or a
-- past state of knowledge is looked at, other moves are set aside besides, but not these.
create view mended as
select move from set_aside;

-- One row: one public move in force with its refs in words, for looking at with other tools.
create view move_log as
select
  negotiation.name as negotiation,
  talk.ref as talk,
  coalesce(move.date, talk.date) as date,
  party.code || coalesce(';' || move.sponsors, '') as party,
  move.verb || coalesce(' ' || move.manner, '') as move,
  demand.key as demand,
  demand.title as title,
  move.text,
  move.condition,
  move.until,
  counter.key as counter,
  move.quote,
  move.speaker,
  move.source,
  move.note,
  move.id,
  move.recorded_at,
  move.recorded_by
from move
join negotiation on negotiation.id = move.negotiation
join party on party.id = move.party
join demand on demand.id = move.demand
left join talk on talk.id = move.talk
left join demand as counter on counter.id = move.counter
where move.private = 0
  and move.nr not in (select move from gone_in_public);

-- One row: one demand and responding party with the answer that stands now, for looking at with
-- other tools. Members of blocs show their own answers only; `tracker positions` shows the rest.
create view position_now as
select
  negotiation.name as negotiation,
  demand.key as demand,
  demand.title as title,
  issue.path as issue,
  proponent.code as "by",
  party.code as "to",
  case
    when life.life = 'withdrawn' then 'withdrawn'
    when answer.nr is null then 'open'
    when (answer.moment, answer.rank) < (worded.moment, worded.rank) then iif(
      exists (
        select 1 from move as m
        where m.demand = pair.demand and m.party = pair.party and m.answer = 'noted'
          and m.private = 0 and (m.moment, m.rank) > (worded.moment, worded.rank)
          and m.nr not in (select move from gone_in_public)
      ), 'noted', 'open')
    else answer.answer
  end as status,
  case
    when life.life = 'withdrawn' then null
    when (answer.moment, answer.rank) < (worded.moment, worded.rank)
      then nullif(answer.answer, 'noted')
  end as stale,
  talk.ref as talk,
  coalesce(said.date, talk.date) as date,
  said.text as text,
  said.quote as quote,
  said.speaker as speaker,
  said.source as source
from pair
join demand on demand.id = pair.demand
join negotiation on negotiation.id = demand.negotiation
join party on party.id = pair.party
left join issue on issue.id = demand.issue
left join party as proponent on proponent.id = demand.proponent
left join move as life on life.nr = (
  select m.nr from move as m
  where m.demand = pair.demand and m.life in ('worded', 'withdrawn') and m.private = 0
    and m.nr not in (select move from gone_in_public)
  order by m.moment desc, m.rank desc
  limit 1
)
left join move as worded on worded.nr = (
  select m.nr from move as m
  where m.demand = pair.demand and m.life = 'worded' and m.private = 0
    and m.nr not in (select move from gone_in_public)
  order by m.moment desc, m.rank desc
  limit 1
)
left join move as answer on answer.nr = coalesce(
  (
    select m.nr from move as m
    where m.demand = pair.demand and m.party = pair.party
      and m.answer is not null and m.answer <> 'noted' and m.private = 0
      and m.nr not in (select move from gone_in_public)
    order by m.moment desc, m.rank desc
    limit 1
  ),
  (
    select m.nr from move as m
    where m.demand = pair.demand and m.party = pair.party and m.answer = 'noted'
      and m.private = 0
      and m.nr not in (select move from gone_in_public)
    order by m.moment desc, m.rank desc
    limit 1
  )
)
left join move as said on said.nr = answer.nr
  and (answer.answer = 'noted' and (answer.moment, answer.rank) < (worded.moment, worded.rank))
    is not true
left join talk on talk.id = said.talk
where ((worded.nr is not null and pair.addressed = 1) or answer.nr is not null)
  and not exists (
    select 1 from move as m
    where m.demand = pair.demand and m.verb = 'demand' and m.private = 1
      and m.nr not in (select move from gone_in_public)
  );
