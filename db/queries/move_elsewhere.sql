-- One row: whether any negotiation has a move whose id begins with :prefix.
select exists (select 1 from move where move.id >= :prefix and move.id < :beyond)
