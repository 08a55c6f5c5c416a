-- Puts the moves that tell their demand by the key alone to another demand of that key.
update move set demand = :to where demand = :from and by_key & 1 <> 0
