-- Ends what hide_private or as_recorded_until began, where it began anything.
drop table if exists temp.set_aside
