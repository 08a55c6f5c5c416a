-- One row: the id and key of one demand filed under the issue with the id :issue.
select id, key from demand where issue = :issue order by id
