-- Ends what earlier_until began.
drop table if exists temp.until_move
