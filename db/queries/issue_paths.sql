-- One row: the id and the path of one issue of a negotiation.
select id, path from issue where negotiation = :negotiation order by path
