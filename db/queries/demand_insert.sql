-- Adds a demand.
insert into demand (negotiation, key, prefix, number, title, kind, issue, proponent)
values (:negotiation, :key, :prefix, :number, :title, :kind, :issue, :proponent)
