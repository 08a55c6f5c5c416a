-- Adds an issue.
insert into issue (negotiation, path) values (:negotiation, :path)
