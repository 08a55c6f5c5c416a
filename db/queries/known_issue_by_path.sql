-- Lets what stands in for the issues be sought by their paths, as those of the database are.
create index temp.known_issue_by_path on issue (negotiation, path)
