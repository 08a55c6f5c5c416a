-- One row: the id of the negotiation that the demand with the id :id belongs to.
select negotiation from demand where id = :id
