-- One row: the id of the issue with the path :path.
select id from issue where negotiation = :negotiation and path = :path
