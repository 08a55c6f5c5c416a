-- One row: one place in time, up to :until, at which anybody said anything that is in force. Each is
-- one search from the last, so that its cost follows the talks and not the moves. Read by the timeline.
with recursive spoken (moment) as (
  select cast(-1 as integer)
  union all
  select (
    select move.moment
    from move
    where move.negotiation = :negotiation and move.moment > spoken.moment
      and move.moment <= :until
      and move.verb <> 'strike'
      and not exists (select 1 from set_aside where set_aside.move = move.nr)
    order by move.moment
    limit 1
  )
  from spoken
  where spoken.moment is not null
)
select moment from spoken where moment >= 0
