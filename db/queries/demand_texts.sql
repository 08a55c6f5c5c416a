-- One row: one wording that a demand was put in.
select move.text from move where move.demand = :demand and move.verb = 'demand'
