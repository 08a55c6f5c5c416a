-- One row: the id of one negotiation with moves after number :after and up to :until.
select distinct negotiation from move where nr > :after and nr <= :until order by negotiation
