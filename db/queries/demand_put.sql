-- Completes a demand that was first met in an answer, when the demand itself is recorded.
update demand set title = :title, kind = :kind, issue = :issue, proponent = :proponent
where id = :id
