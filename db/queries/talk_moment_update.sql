-- Gives the moves of a talk its new place in time, when its date is mended.
update move set moment = :moment where talk = :talk
