-- Files the demands of one issue under another.
update demand set issue = :to where issue = :from
