-- Adds a move to the ledger.
insert into move (
  nr, id, parent, negotiation, talk, date, party, sponsors, verb, manner, ad_referendum, demand,
  kind, addressees, text, condition, until, counter, quote, speaker, source, note, private,
  corrects, recorded_at, recorded_by, generation, moment, rank, answer, life,
  pinned, by_key, source_text
)
values (
  :nr, :id, :parent, :negotiation, :talk, :date, :party, :sponsors, :verb, :manner, :ad_referendum,
  :demand, :kind, :addressees, :text, :condition, :until, :counter, :quote, :speaker, :source,
  :note, :private, :corrects, :recorded_at, :recorded_by, :generation, :moment, :rank, :answer, :life,
  :pinned, :by_key, :source_text
)
