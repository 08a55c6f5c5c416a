-- Keeps the labels that a demand is put with which was known from answers alone; what it was
-- labelled with before stays where nothing else is said.
update demand
set first_title = coalesce(:title, first_title), first_issue = coalesce(:issue, first_issue)
where id = :id
