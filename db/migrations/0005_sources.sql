-- The texts of sources, kept beside the moves that name them.

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

-- The hash of the text of a move's source. Its id covers it; the text itself may not have come to
-- this copy of the ledger.
alter table move add column source_text text check (length(source_text) = 64);

create index move_source_text on move (source_text) where source_text is not null;

drop trigger move_refuses_update;

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
