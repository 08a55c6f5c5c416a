-- Ends what hidden_stand_in or earlier_stand_in began.
drop view if exists temp.set_aside
