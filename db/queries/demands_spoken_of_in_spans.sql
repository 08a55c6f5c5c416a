-- One row: the id of one demand of a negotiation that somebody spoke of outside any talk, on a day of
-- which only a span is known.
select distinct move.demand
from move
where move.talk is null
  and +move.negotiation = :negotiation
  and move.verb <> 'demand'
  and move.date not glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'
