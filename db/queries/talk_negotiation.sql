-- One row: the id of the negotiation that the talk with the id :id belongs to.
select negotiation from talk where id = :id
