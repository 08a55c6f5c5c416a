-- Ends what stand_in began.
drop table if exists temp.set_aside
