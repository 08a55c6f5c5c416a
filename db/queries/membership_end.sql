-- Ends the open stays of a party in a bloc on the day :until.
update membership set until = :until where member = :member and bloc = :bloc and until is null
