-- One row: a move and its recording, by which two copies of a ledger are compared.
select
  move.id,
  move.recorded_at,
  move.recorded_by,
  party.code,
  move.verb,
  demand.key,
  move.private
from move
join party on party.id = move.party
join demand on demand.id = move.demand
order by move.nr
