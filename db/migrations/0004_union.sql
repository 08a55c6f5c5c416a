-- What the union of two copies of a ledger goes by.

-- The labels a demand was put with; null where its title was made of its wording, or it had none.
alter table demand add column first_title text;
alter table demand add column first_issue text;

create index demand_by_given on demand (negotiation, given) where given is not null;

-- Whether a move tells its demand (1), its counter-demand (2) or both (3) by the key alone, because
-- nobody there had put it yet. Such a move belongs to the first demand that was put under that key.
alter table move add column by_key integer not null default 0 check (by_key between 0 and 3);

-- Whether a change was made by a command here (null), was told by another copy of the ledger, so that
-- it may not have changed anything here, or followed here from what another copy told.
alter table registry_change add column by_union text check (by_union in ('told', 'followed'));

-- Edits from the time before they kept the row of their subject.
drop trigger registry_change_refuses_update;

update registry_change
set row = case subject
  when 'party' then (select party.id from party where party.code = registry_change.ref)
  when 'negotiation' then (
    select negotiation.id from negotiation where negotiation.name = registry_change.ref
  )
  when 'talk' then (
    select talk.id
    from talk
    join negotiation on negotiation.id = talk.negotiation
    where negotiation.name || '/' || talk.ref = registry_change.ref
  )
  when 'demand' then (
    select demand.id
    from demand
    join negotiation on negotiation.id = demand.negotiation
    where negotiation.name || '/' || demand.key = registry_change.ref
  )
end
where row is null;

-- Talks of one day, and undated ones, stand in the order in which they were added.
update registry_change
set new = json_set(new, '$.seq', (select talk.seq from talk where talk.id = registry_change.row))
where subject = 'talk'
  and field = 'added'
  and exists (select 1 from talk where talk.id = registry_change.row);

create trigger registry_change_refuses_update before update on registry_change
begin
  select raise(abort, 'the history of the registry is append-only');
end;

update demand
set
  first_title = coalesce(
    (
      select edit.old
      from registry_change as edit
      where edit.subject = 'demand' and edit.row = demand.id and edit.field = 'title'
      order by edit.nr
      limit 1
    ),
    title
  ),
  first_issue = nullif(
    coalesce(
      (
        select edit.old
        from registry_change as edit
        where edit.subject = 'demand' and edit.row = demand.id and edit.field = 'issue'
        order by edit.nr
        limit 1
      ),
      (select issue.path from issue where issue.id = demand.issue),
      ''
    ),
    ''
  );

update demand
set first_title = null
where first_title = key
  or exists (
    select 1
    from move
    where move.demand = demand.id
      and move.verb = 'demand'
      and (
        trim(move.text) = demand.first_title
        or (
          substr(demand.first_title, -1) = '…'
          and instr(
            trim(move.text), substr(demand.first_title, 1, length(demand.first_title) - 1)
          ) = 1
        )
      )
  );

update move
set by_key = (
    select
      move.pinned & 1 = 0
      and move.verb <> 'demand'
      and (demand.opening is null or first.nr > move.nr)
    from demand
    left join move as first on first.id = demand.opening
    where demand.id = move.demand
  )
  + 2 * coalesce((
    select move.pinned & 2 = 0 and (demand.opening is null or first.nr > move.nr)
    from demand
    left join move as first on first.id = demand.opening
    where demand.id = move.counter
  ), 0);

drop trigger move_refuses_update;

-- Two things may change: the place in time, when the date of a talk is mended, and, where a move
-- tells its demand by the key alone, which of the demands of that key it belongs to.
create trigger move_refuses_update before update of
  nr, id, parent, negotiation, talk, date, party, sponsors, verb, manner, ad_referendum, kind,
  addressees, text, condition, until, quote, speaker, source, note, private, corrects, recorded_at,
  recorded_by, generation, rank, answer, life, pinned, by_key
on move
begin
  select raise(abort, 'the ledger is append-only: correct or strike a move instead');
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
