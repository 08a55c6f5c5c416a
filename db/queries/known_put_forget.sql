-- Forgets whom a demand was put to, before an earlier state is held.
delete from known_put where demand = :demand
