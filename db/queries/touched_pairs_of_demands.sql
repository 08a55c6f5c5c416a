-- One row: as touched_pairs, of the demands of the JSON array :demands alone: its cost follows what
-- was said of them. Read by the timeline of one demand.
with spoken as materialized (
-- include: who_spoke
  from json_each(:demands) as wanted
  cross join move on move.demand = wanted.value
    and move.moment > :after and move.moment <= :until
  where move.verb <> 'strike'
    and not exists (select 1 from set_aside where set_aside.move = move.nr)
)
-- include: touched_cells
