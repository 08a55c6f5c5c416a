-- One row: how many moves moves_to_tell gives in all, and the shortest of their chains of parents.
select count(*), coalesce(min(generation), 0)
from move
where move.nr > :after
  and +move.private <= :private
  and (:negotiation is null or +move.negotiation = :negotiation)
