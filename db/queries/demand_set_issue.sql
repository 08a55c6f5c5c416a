-- Files a demand under another issue, or none.
update demand set issue = :value where id = :id
