-- Takes away the co-sponsors of a demand, before they are set anew.
delete from sponsor where demand = :demand
