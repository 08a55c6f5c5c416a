-- One row: the number and place in time of one move in which :literal stands just so, the latest
-- first. For what has no words, such as a percent sign: it reads all that was said.
select move.nr, move.moment, move.rank
from move
where move.negotiation = :negotiation
  and move.moment >= :since
  and move.moment <= :until
  and (
    instr(move.text, :literal)
    or instr(move.quote, :literal)
    or instr(move.condition, :literal)
    or instr(move.note, :literal)
    or instr(move.speaker, :literal)
    or instr(move.source, :literal)
  )
  and
-- include: search_filters
order by move.moment desc, move.rank desc
limit :limit
