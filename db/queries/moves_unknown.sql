-- One row: one of the ids in the JSON array :moves that no move of the ledger has.
select wanted.atom
from json_each(:moves) as wanted
left join move on move.id = wanted.atom
where move.nr is null
