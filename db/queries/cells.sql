-- One row: one demand and one party with a cell on it as of :moment, with the answer that decides
-- it and the one before. Included after a CTE `chosen (demand, party, addressed)` has said which.
-- Read by tracker.store.cells. A note never displaces a stance, so it is located apart.
, located as (
  select
    chosen.demand,
    chosen.party,
    chosen.addressed,
    (
      select move.nr
      from move
      where move.demand = chosen.demand and move.party = chosen.party
        and move.answer is not null and move.answer <> 'noted'
        and move.moment <= :moment
        and not exists (select 1 from set_aside where set_aside.move = move.nr)
      order by move.moment desc, move.rank desc
      limit 1
    ) as stance,
    (
      select move.nr
      from move
      where move.demand = chosen.demand and move.party = chosen.party
        and move.answer = 'noted'
        and move.moment <= :moment
        and not exists (select 1 from set_aside where set_aside.move = move.nr)
      order by move.moment desc, move.rank desc
      limit 1
    ) as noted
  from chosen
)
select
  located.demand,
  located.party,
  located.addressed,
  located.noted,
  stance.moment,
  stance.rank,
  stance.answer,
  stance.manner,
  stance.ad_referendum,
  stance.id,
  stance.talk,
  stance.date,
  stance.text,
  stance.condition,
  stance.until,
  counter.key,
  stance.quote,
  stance.speaker,
  stance.source,
  stance.private,
  (
    select earlier.nr
    from move as earlier
    where earlier.demand = located.demand and earlier.party = located.party
      and earlier.answer is not null and earlier.answer <> 'noted'
      and (earlier.moment, earlier.rank) < (stance.moment, stance.rank)
      and not exists (select 1 from set_aside where set_aside.move = earlier.nr)
    order by earlier.moment desc, earlier.rank desc
    limit 1
  ) as earlier,
  (
    select group_concat(
      other.rank || ' ' || hex(coalesce(other.condition, '')) || ' ' || other.answer, ';'
    )
    from move as other
    where other.demand = located.demand and other.party = located.party
      and other.answer is not null
      and other.moment = stance.moment
      and other.private = stance.private
      and not exists (select 1 from set_aside where set_aside.move = other.nr)
  ) as same_talk,
  case when stance.answer = 'deferred' then (
    select group_concat(again.moment || ' ' || again.rank, ';')
    from move as again
    where again.demand = located.demand and again.party = located.party
      and again.answer = 'deferred'
      and again.moment <= :moment
      and not exists (select 1 from set_aside where set_aside.move = again.nr)
  ) end as deferrals,
  case when located.party = 0 then (
    not exists (
      select 1 from pair as named
      where named.negotiation = :negotiation and named.demand = located.demand
        and named.addressed = 1
    )
    and not exists (
      select 1 from move as any_answer
      where any_answer.demand = located.demand and any_answer.answer is not null
        and any_answer.moment <= :moment
        and not exists (select 1 from set_aside where set_aside.move = any_answer.nr)
    )
  ) end as stands_for_all
from located
left join move as stance on stance.nr = located.stance
left join demand as counter on counter.id = stance.counter
order by located.demand, located.party
