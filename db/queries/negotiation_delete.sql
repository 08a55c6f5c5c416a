-- Takes away a negotiation that holds nothing.
delete from negotiation where id = :id
