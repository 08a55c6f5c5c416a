-- Puts the counters that tell their counter-demand by the key alone to another demand of that key.
update move set counter = :to where counter = :from and by_key & 2 <> 0
