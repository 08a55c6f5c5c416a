-- One row: what one party did on one demand up to :until, all moves in force in the order of the
-- ledger. Read by the timeline, which names by it what happened to a cell; statuses it has from the
-- positions.
select move.moment, move.demand, move.party, move.verb, move.manner, move.private
from move
where move.negotiation = :negotiation and move.moment <= :until
  and move.verb <> 'strike'
  and not exists (select 1 from set_aside where set_aside.move = move.nr)
order by move.moment, move.rank
