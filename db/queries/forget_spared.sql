-- Ends what hidden_spared began.
drop table if exists temp.spared
