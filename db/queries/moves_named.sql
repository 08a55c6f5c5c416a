-- One row: the number of one move of any negotiation whose id begins with :prefix. At most two.
select nr from move where id >= :prefix and id < :beyond limit 2
