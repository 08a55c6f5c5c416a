-- One row: where the move with the id :id stands, and its occasion as every copy names it.
select
  move.generation,
  move.rank,
  negotiation.name,
  coalesce(talk.given, talk.ref),
  talk.first_date,
  move.date
from move
join negotiation on negotiation.id = move.negotiation
left join talk on talk.id = move.talk
where move.id = :id
