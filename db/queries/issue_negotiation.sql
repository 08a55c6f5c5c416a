-- One row: the id of the negotiation that the issue with the id :id belongs to.
select negotiation from issue where id = :id
