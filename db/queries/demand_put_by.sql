-- Keeps who put a demand of unknown wording, and its kind, as another copy of the ledger tells it.
update demand set proponent = :proponent, kind = :kind where id = :id
