-- One row: how far the history of the registry had come when the command began that recorded the
-- move numbered :nr.
select last_change from command where last_move < :nr order by nr desc limit 1
