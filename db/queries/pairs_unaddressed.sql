-- Marks the cells of a demand as nobody's in particular, before its addressees are set anew.
update pair set addressed = 0
where negotiation = :negotiation and demand = :demand and addressed = 1
