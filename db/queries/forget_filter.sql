-- Ends what hide_private or as_recorded_until began.
drop table temp.set_aside
