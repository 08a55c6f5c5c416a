-- Takes away an issue that nothing is filed under.
delete from issue where id = :id
