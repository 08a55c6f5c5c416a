-- One row: whether a demand is filed under the issue with the id :id.
select exists (select 1 from demand where issue = :id)
