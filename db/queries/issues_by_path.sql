-- One row: the path and the id of one issue of a negotiation, of those in the JSON array :paths. Read
-- in a union.
select issue.path, issue.id
from json_each(:paths) as wanted
cross join issue on issue.negotiation = :negotiation and issue.path = wanted.atom
