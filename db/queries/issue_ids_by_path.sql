-- One row: the id of an issue with the path :path, in whichever negotiation.
select id from issue where path = :path
