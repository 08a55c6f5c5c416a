-- Gives one move another place in time.
update move set moment = :moment where nr = :nr
