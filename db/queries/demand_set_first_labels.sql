-- Keeps the labels that a demand was put with, as another copy of the ledger tells them.
update demand set first_title = :title, first_issue = :issue where id = :id
