-- One row: the number and place in time of one move in which :literal stands just so, the latest
-- first. For what has no words, such as a percent sign: it reads all that was said.
select move.nr, move.moment, move.rank
from move
where move.negotiation = :negotiation
  and move.moment >= :since
  and move.moment <= :until
  and (
    instr(move.text, :literal) > 0
    or instr(move.quote, :literal) > 0
    or instr(move.condition, :literal) > 0
    or instr(move.note, :literal) > 0
    or instr(move.speaker, :literal) > 0
    or instr(move.source, :literal) > 0
  )
  and
-- include: search_filters
order by move.moment desc, move.rank desc
limit :limit
