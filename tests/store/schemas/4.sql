BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'tracker','0001_ledger','2026-11-24 13:13:47.324273+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'tracker','0002_commands','2026-11-24 13:36:45.186006+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'tracker','0003_search','2026-11-24 15:29:13.526306+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'tracker','0004_union','2026-11-28 14:14:12.788442+00:00');
CREATE TABLE command (
  nr integer primary key,
  name text not null,
  at text not null,
  by text not null,
  last_move integer not null,
  last_change integer not null,
  undoes integer references command (nr)
) strict;
INSERT INTO "command" VALUES(1,'earlier','2026-11-24T13:13:50.057500Z','',10,12,NULL);
INSERT INTO "command" VALUES(2,'reaffirm','2026-11-24T13:36:59.343157Z','old',11,12,NULL);
INSERT INTO "command" VALUES(3,'note','2026-11-24T13:36:59.517392Z','old',12,12,NULL);
INSERT INTO "command" VALUES(4,'reaffirm','2026-11-28T14:14:12.829443Z','old',13,12,NULL);
INSERT INTO "command" VALUES(5,'note','2026-11-28T14:14:13.214174Z','old',14,12,NULL);
CREATE TABLE demand (
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
INSERT INTO "demand" VALUES(1,1,'UNION-1','UNION',1,'Wages rise by 5 %','demand',1,1,NULL,'0f9b3af502631a86bcfa4a280caaaf06',NULL,'Pay');
INSERT INTO "demand" VALUES(2,1,'EMP-1','EMP',1,'Wages rise by 2 %','proposal',1,2,NULL,'59dd5150f11532e7649785f90322b12c',NULL,'Pay');
CREATE TABLE issue (
  id integer primary key,
  negotiation integer not null references negotiation (id),
  path text not null,
  unique (negotiation, path)
) strict;
INSERT INTO "issue" VALUES(1,1,'Pay');
CREATE TABLE mapping (
  name text primary key,
  rules text not null,
  kept_at text not null,
  kept_by text not null
) strict, without rowid;
CREATE TABLE membership (
  id integer primary key,
  member integer not null references party (id),
  bloc integer not null references party (id),
  since text check (since is date(since)),
  until text check (until is date(until)),
  check (member <> bloc)
) strict;
INSERT INTO "membership" VALUES(1,1,3,'2020-01-01',NULL);
CREATE TABLE move (
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
  life text check (life in ('worded', 'editorial', 'withdrawn')), pinned integer not null default 0 check (pinned between 0 and 3), by_key integer not null default 0 check (by_key between 0 and 3),
  check (talk is not null or date is not null)
) strict;
INSERT INTO "move" VALUES(1,'0f9b3af502631a86bcfa4a280caaaf06',NULL,1,1,NULL,1,NULL,'demand',NULL,0,1,'demand','EMP','Wages rise by 5 %',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,'2026-11-24T13:13:48.311215Z','old',1,20260302000001,1112499,NULL,'worded',0,0);
INSERT INTO "move" VALUES(2,'561b7587e387021193a3621b7da7b60f','0f9b3af502631a86bcfa4a280caaaf06',1,1,NULL,2,NULL,'reject',NULL,0,1,NULL,NULL,'too much',NULL,NULL,NULL,'Not this year','A. Boss','minutes',NULL,0,NULL,'2026-11-24T13:13:48.570851Z','old',2,20260302000001,2449847,'rejected',NULL,0,0);
INSERT INTO "move" VALUES(3,'59dd5150f11532e7649785f90322b12c','561b7587e387021193a3621b7da7b60f',1,2,NULL,2,NULL,'demand',NULL,0,2,'proposal','UNION','Wages rise by 2 %',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,'2026-11-24T13:13:48.701106Z','old',3,20260317000002,3513813,NULL,'worded',0,0);
INSERT INTO "move" VALUES(4,'a8c834a8065268dd3358b588ab360e7a','59dd5150f11532e7649785f90322b12c',1,2,NULL,2,NULL,'counter',NULL,0,1,NULL,NULL,NULL,NULL,NULL,2,NULL,NULL,NULL,NULL,0,NULL,'2026-11-24T13:13:48.701106Z','old',4,20260317000002,4885635,'countered',NULL,0,0);
INSERT INTO "move" VALUES(5,'691dd887e26566e90d3ee5fc77f7225f','a8c834a8065268dd3358b588ab360e7a',1,2,NULL,1,NULL,'accept','in part',0,2,NULL,NULL,NULL,'this year',NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,'2026-11-24T13:13:48.827498Z','old',5,20260317000002,5673437,'accepted in part',NULL,0,0);
INSERT INTO "move" VALUES(6,'072f19cadff4768735dadca54300de8c','691dd887e26566e90d3ee5fc77f7225f',1,2,NULL,1,NULL,'revise',NULL,0,1,NULL,NULL,'Wages rise by 4 % [from May]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,'2026-11-24T13:13:48.949642Z','old',6,20260317000002,6320881,NULL,'worded',0,0);
INSERT INTO "move" VALUES(7,'daea8bc038bc7b2af13318e42773b717','072f19cadff4768735dadca54300de8c',1,2,NULL,2,NULL,'defer',NULL,0,1,NULL,NULL,'later',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL,'2026-11-24T13:13:49.077229Z','old',7,20260317000002,8236712,'deferred',NULL,0,0);
INSERT INTO "move" VALUES(8,'01ff94cec5837e2a361e7f7b91e11ebd','daea8bc038bc7b2af13318e42773b717',1,2,NULL,2,NULL,'counter',NULL,0,1,NULL,NULL,NULL,NULL,NULL,2,NULL,'B. Boss',NULL,NULL,0,'a8c834a8065268dd3358b588ab360e7a','2026-11-24T13:13:49.644142Z','old',8,20260317000002,4885635,'countered',NULL,0,0);
INSERT INTO "move" VALUES(9,'75cdc4044e35957d118acfc9fe579eab','01ff94cec5837e2a361e7f7b91e11ebd',1,NULL,'2026-03-20',2,NULL,'ask',NULL,0,1,NULL,NULL,'which month?',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,'2026-11-24T13:13:49.785629Z','old',9,20260320999999,9919708,'asked',NULL,0,0);
INSERT INTO "move" VALUES(10,'c66a61152b92b65a8bf999bf6859bb82','75cdc4044e35957d118acfc9fe579eab',1,NULL,'2026-03-20',2,NULL,'strike',NULL,0,1,NULL,NULL,'nobody asked',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'75cdc4044e35957d118acfc9fe579eab','2026-11-24T13:13:50.057500Z','old',10,20260320999999,9919708,NULL,NULL,0,0);
INSERT INTO "move" VALUES(11,'c219ccdf503ad4cc81afd11fb06c2dfd','c66a61152b92b65a8bf999bf6859bb82',1,2,NULL,2,NULL,'reaffirm',NULL,0,2,NULL,NULL,'Die Löhne steigen um 2 %, wie angeboten',NULL,NULL,NULL,NULL,'B. Boß',NULL,NULL,0,NULL,'2026-11-24T13:36:59.343157Z','old',11,20260317000002,12329372,NULL,NULL,1,0);
INSERT INTO "move" VALUES(12,'7da29ae4fc1831b93f023c626be182fc','c219ccdf503ad4cc81afd11fb06c2dfd',1,2,NULL,1,NULL,'note',NULL,0,2,NULL,NULL,'以後再談',NULL,NULL,NULL,NULL,NULL,NULL,'said over coffee',1,NULL,'2026-11-24T13:36:59.517392Z','old',12,20260317000002,13097513,'noted',NULL,1,0);
INSERT INTO "move" VALUES(13,'a6bff147e265d25b87080b9694b12572','7da29ae4fc1831b93f023c626be182fc',1,2,NULL,1,NULL,'reaffirm',NULL,0,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,'2026-11-28T14:14:12.829443Z','old',13,20260317000002,14314495,NULL,NULL,1,0);
INSERT INTO "move" VALUES(14,'3d7fc4686705a400fe7c837f3315f393','a6bff147e265d25b87080b9694b12572',1,2,NULL,1,NULL,'note',NULL,0,2,NULL,NULL,'passed on to the members',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,'2026-11-28T14:14:13.214174Z','old',14,20260317000002,14931964,'noted',NULL,1,0);
CREATE VIRTUAL TABLE move_words using fts5(
  text,
  quote,
  condition,
  note,
  speaker,
  source,
  content = '',
  tokenize = 'ascii'
);
DELETE FROM "move_words_config";
INSERT INTO "move_words_config" VALUES('version',4);
DELETE FROM "move_words_data";
INSERT INTO "move_words_data" VALUES(1,X'0E250302030601');
INSERT INTO "move_words_data" VALUES(10,X'000000000102020002010101020101');
INSERT INTO "move_words_data" VALUES(137438953473,X'0000016B023032030205080206010134060205010135010205010161020601040202086E6765626F74656E0B02080204736B65640A02030101620806010402030601040202036F73730206010403060601040303060104030201790102040202040302040106636F666665650C0601030401036469650B0202010466726F6D06020601056C6174657207020202046F686E650B020301036D61790602070206696E75746573020601050202046F6E7468090203020375636802020301066E6F626F64790A0202030174020601010201046F7665720C060103030104726973650102030202030302030104736169640C06010302020674656967656E0B02040104746869730206010103030601020202026F6F0202020102756D0B020501057761676573010202020202030202020468696368090202020269650B0207010479656172020601010403060102030103E4BBA50C02020103E5868D0C02040202BE8C0C02030103E8AB870C020504090606080D090D140C0D08090A09080D09080B080B0F0B0B10070710090710080807');
INSERT INTO "move_words_data" VALUES(274877906945,X'0000003008306D656D626572730E020601026F6E0E020301067061737365640E020201037468650E020502016F0E0204040C070B08');
DELETE FROM "move_words_docsize";
INSERT INTO "move_words_docsize" VALUES(1,X'040000000000');
INSERT INTO "move_words_docsize" VALUES(2,X'020300000201');
INSERT INTO "move_words_docsize" VALUES(3,X'040000000000');
INSERT INTO "move_words_docsize" VALUES(4,X'000000000000');
INSERT INTO "move_words_docsize" VALUES(5,X'000002000000');
INSERT INTO "move_words_docsize" VALUES(6,X'060000000000');
INSERT INTO "move_words_docsize" VALUES(7,X'010000000000');
INSERT INTO "move_words_docsize" VALUES(8,X'000000000200');
INSERT INTO "move_words_docsize" VALUES(9,X'020000000000');
INSERT INTO "move_words_docsize" VALUES(10,X'020000000000');
INSERT INTO "move_words_docsize" VALUES(11,X'070000000200');
INSERT INTO "move_words_docsize" VALUES(12,X'040000030000');
INSERT INTO "move_words_docsize" VALUES(13,X'000000000000');
INSERT INTO "move_words_docsize" VALUES(14,X'050000000000');
DELETE FROM "move_words_idx";
INSERT INTO "move_words_idx" VALUES(1,X'',2);
INSERT INTO "move_words_idx" VALUES(2,X'',2);
CREATE TABLE negotiation (
  id integer primary key,
  name text not null unique,
  title text not null,
  archived integer not null default 0 check (archived in (0, 1))
) strict;
INSERT INTO "negotiation" VALUES(1,'Wage round','Wage round',0);
CREATE TABLE pair (
  negotiation integer not null references negotiation (id),
  demand integer not null references demand (id),
  party integer not null,
  addressed integer not null check (addressed in (0, 1)),
  primary key (negotiation, demand, party)
) strict, without rowid;
INSERT INTO "pair" VALUES(1,1,2,1);
INSERT INTO "pair" VALUES(1,2,1,1);
CREATE TABLE party (
  id integer primary key,
  code text not null unique,
  name text not null
) strict;
INSERT INTO "party" VALUES(1,'UNION','The Union');
INSERT INTO "party" VALUES(2,'EMP','The Employers');
INSERT INTO "party" VALUES(3,'FED','Federation');
CREATE TABLE party_alias (
  party integer not null references party (id),
  alias text not null,
  primary key (party, alias)
) strict, without rowid;
INSERT INTO "party_alias" VALUES(1,'Local 12');
CREATE TABLE registry_change (
  nr integer primary key,
  subject text not null,
  ref text not null,
  field text not null,
  old text,
  new text,
  changed_at text not null,
  changed_by text not null
, row integer, by_union text check (by_union in ('told', 'followed'))) strict;
INSERT INTO "registry_change" VALUES(1,'party','UNION','blocs','','FED','2026-11-24T13:13:47.897641Z','old',1,NULL);
INSERT INTO "registry_change" VALUES(2,'talk','Wage round/T2','date','2026-03-16','2026-03-17','2026-11-24T13:13:49.218569Z','old',2,NULL);
INSERT INTO "registry_change" VALUES(3,'party','EMP','name','The Employer','The Employers','2026-11-24T13:13:49.353960Z','old',2,NULL);
INSERT INTO "registry_change" VALUES(4,'negotiation','Wage round','added',NULL,'{"title":"Wage round"}','','',1,NULL);
INSERT INTO "registry_change" VALUES(5,'party','UNION','added',NULL,'{"name":"The Union"}','','',1,NULL);
INSERT INTO "registry_change" VALUES(6,'party','EMP','added',NULL,'{"name":"The Employer"}','','',2,NULL);
INSERT INTO "registry_change" VALUES(7,'party','FED','added',NULL,'{"name":"Federation"}','','',3,NULL);
INSERT INTO "registry_change" VALUES(8,'party','UNION','alias Local 12','','Local 12','','',1,NULL);
INSERT INTO "registry_change" VALUES(9,'party','UNION','stays in FED','','2020-01-01/..','','',1,NULL);
INSERT INTO "registry_change" VALUES(10,'talk','Wage round/T1','added',NULL,'{"title":"First session","date":"2026-03-02","place":"Hall","form":null,"status":"held","track":"","deadline":null,"seq":1}','','',1,NULL);
INSERT INTO "registry_change" VALUES(11,'talk','Wage round/T2','added',NULL,'{"title":"Second session","date":"2026-03-16","place":"","form":null,"status":"held","track":"","deadline":null,"seq":2}','','',2,NULL);
INSERT INTO "registry_change" VALUES(12,'issue','Wage round/Pay','added',NULL,'','','',1,NULL);
CREATE TABLE set_aside (
  move integer primary key references move (nr)
) strict;
INSERT INTO "set_aside" VALUES(4);
INSERT INTO "set_aside" VALUES(9);
CREATE TABLE setting (
  name text primary key,
  value text not null
) strict, without rowid;
INSERT INTO "setting" VALUES('negotiation','Wage round');
CREATE TABLE sponsor (
  demand integer not null references demand (id),
  party integer not null references party (id),
  primary key (demand, party)
) strict, without rowid;
CREATE TABLE talk (
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
INSERT INTO "talk" VALUES(1,1,'T1','First session','2026-03-02','2026-03-02','2026-03-02','Hall',NULL,'held','',NULL,1,20260302000001,NULL,'2026-03-02');
INSERT INTO "talk" VALUES(2,1,'T2','Second session','2026-03-17','2026-03-17','2026-03-17','',NULL,'held','',NULL,2,20260317000002,NULL,'2026-03-16');
CREATE TRIGGER command_refuses_delete before delete on command
begin
  select raise(abort, 'the log of commands is append-only');
end;
CREATE TRIGGER command_refuses_replace before insert on command
when exists (select 1 from command where nr = new.nr)
begin
  select raise(abort, 'the log of commands is append-only');
end;
CREATE TRIGGER command_refuses_update before update on command
begin
  select raise(abort, 'the log of commands is append-only');
end;
CREATE INDEX command_undone on command (undoes) where undoes is not null;
CREATE INDEX demand_by_given on demand (negotiation, given) where given is not null;
CREATE INDEX demand_by_issue on demand (issue);
CREATE INDEX demand_by_number on demand (negotiation, prefix, number);
CREATE UNIQUE INDEX demand_by_opening on demand (opening) where opening is not null;
CREATE INDEX demand_by_proponent on demand (negotiation, proponent);
CREATE VIEW gone_in_public as
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
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX membership_by_bloc on membership (bloc, member);
CREATE INDEX membership_by_member on membership (member, bloc);
CREATE VIEW mended as
select move from set_aside;
CREATE INDEX move_answer on move (demand, party, moment, rank, answer) where answer is not null;
CREATE INDEX move_by_generation on move (generation, id);
CREATE UNIQUE INDEX move_by_id on move (id);
CREATE INDEX move_corrects on move (corrects) where corrects is not null;
CREATE INDEX move_counter on move (counter, moment) where counter is not null;
CREATE INDEX move_history on move (demand, moment, rank);
CREATE INDEX move_in_talk on move (talk);
CREATE TRIGGER move_is_set_aside after insert on move
when exists (select 1 from move where corrects = new.id)
begin
  insert or ignore into set_aside (move) values (new.nr);
end;
CREATE TRIGGER move_keeps_its_demand before update of demand, counter on move
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
CREATE TRIGGER move_keeps_its_number before update on move when new.nr <> old.nr
begin
  select raise(abort, 'the ledger is append-only: correct or strike a move instead');
end;
CREATE INDEX move_life on move (demand, moment, rank, life) where life is not null;
CREATE VIEW move_log as
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
CREATE INDEX move_moment on move (negotiation, moment, demand, party, life);
CREATE INDEX move_private on move (nr) where private = 1;
CREATE TRIGGER move_refuses_delete before delete on move
begin
  select raise(abort, 'the ledger is append-only: correct or strike a move instead');
end;
CREATE TRIGGER move_refuses_replace before insert on move
when exists (select 1 from move where id = new.id or nr = new.nr)
begin
  select raise(abort, 'the ledger is append-only: this move is already recorded');
end;
CREATE TRIGGER move_refuses_update before update of
  nr, id, parent, negotiation, talk, date, party, sponsors, verb, manner, ad_referendum, kind,
  addressees, text, condition, until, quote, speaker, source, note, private, corrects, recorded_at,
  recorded_by, generation, rank, answer, life, pinned, by_key
on move
begin
  select raise(abort, 'the ledger is append-only: correct or strike a move instead');
end;
CREATE TRIGGER move_sets_aside after insert on move when new.corrects is not null
begin
  insert or ignore into set_aside (move) select nr from move where id = new.corrects;
end;
CREATE INDEX pair_by_party on pair (party, demand);
CREATE VIEW position_now as
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
CREATE INDEX registry_change_of on registry_change (subject, row, field, nr);
CREATE TRIGGER registry_change_refuses_delete before delete on registry_change
begin
  select raise(abort, 'the history of the registry is append-only');
end;
CREATE TRIGGER registry_change_refuses_replace before insert on registry_change
when exists (select 1 from registry_change where nr = new.nr)
begin
  select raise(abort, 'the history of the registry is append-only');
end;
CREATE TRIGGER registry_change_refuses_update before update on registry_change
begin
  select raise(abort, 'the history of the registry is append-only');
end;
CREATE TRIGGER set_aside_follows_the_moves before insert on set_aside
when not exists (
  select 1
  from move as target
  join move as later on later.corrects = target.id
  where target.nr = new.move
)
begin
  select raise(abort, 'the ledger is append-only: correct or strike a move instead');
end;
CREATE TRIGGER set_aside_refuses_delete before delete on set_aside
begin
  select raise(abort, 'the ledger is append-only: correct or strike a move instead');
end;
CREATE TRIGGER set_aside_refuses_update before update on set_aside
begin
  select raise(abort, 'the ledger is append-only: correct or strike a move instead');
end;
CREATE INDEX sponsor_by_party on sponsor (party, demand);
CREATE UNIQUE INDEX talk_in_order on talk (negotiation, moment);
COMMIT;
PRAGMA application_id = 1313886035;
PRAGMA user_version = 4;
