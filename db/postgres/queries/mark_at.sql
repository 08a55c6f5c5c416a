-- One row: what tells the arrival of the move of number :move and of the change of number :change from
-- any other that could have come to these numbers: after a ledger was put back from a backup, say.
select
  coalesce((select cast(arrival as text) from move where nr = :move), '')
  || ' '
  || coalesce((select cast(arrival as text) from registry_change where nr = :change), '')
