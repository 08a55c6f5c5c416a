-- One row: one demand and responding party with the answer that stands now, for looking at with
-- other tools. Members of blocs show their own answers only; `tracker positions` shows the rest.
create view position_now as
select
  negotiation.name as negotiation,
  demand.key as demand,
  demand.title as title,
  issue.path as issue,
  proponent.code as "by",
  party.code as "to",
  case
    when life.life = 'withdrawn' then 'withdrawn'
    when answer.nr is null then 'open'
    when (answer.moment, answer.rank) < (worded.moment, worded.rank) then iif(
      exists (
        select 1 from move as m
        where m.demand = pair.demand and m.party = pair.party and m.answer = 'noted'
          and m.private = 0 and (m.moment, m.rank) > (worded.moment, worded.rank)
          and m.nr not in (select move from gone_in_public)
      ), 'noted', 'open')
    else answer.answer
  end as status,
  case
    when life.life = 'withdrawn' then null
    when (answer.moment, answer.rank) < (worded.moment, worded.rank)
      then nullif(answer.answer, 'noted')
  end as stale,
  talk.ref as talk,
  coalesce(said.date, talk.date) as date,
  said.text as text,
  said.quote as quote,
  said.speaker as speaker,
  said.source as source
from pair
join demand on demand.id = pair.demand
join negotiation on negotiation.id = demand.negotiation
join party on party.id = pair.party
left join issue on issue.id = demand.issue
left join party as proponent on proponent.id = demand.proponent
left join move as life on life.nr = (
  select m.nr from move as m
  where m.demand = pair.demand and m.life in ('worded', 'withdrawn') and m.private = 0
    and m.nr not in (select move from gone_in_public)
  order by m.moment desc, m.rank desc
  limit 1
)
left join move as worded on worded.nr = (
  select m.nr from move as m
  where m.demand = pair.demand and m.life = 'worded' and m.private = 0
    and m.nr not in (select move from gone_in_public)
  order by m.moment desc, m.rank desc
  limit 1
)
left join move as answer on answer.nr = coalesce(
  (
    select m.nr from move as m
    where m.demand = pair.demand and m.party = pair.party
      and m.answer is not null and m.answer <> 'noted' and m.private = 0
      and m.nr not in (select move from gone_in_public)
    order by m.moment desc, m.rank desc
    limit 1
  ),
  (
    select m.nr from move as m
    where m.demand = pair.demand and m.party = pair.party and m.answer = 'noted'
      and m.private = 0
      and m.nr not in (select move from gone_in_public)
    order by m.moment desc, m.rank desc
    limit 1
  )
)
left join move as said on said.nr = answer.nr
  and (answer.answer = 'noted' and (answer.moment, answer.rank) < (worded.moment, worded.rank))
    is not true
left join talk on talk.id = said.talk
where ((worded.nr is not null and pair.addressed = 1) or answer.nr is not null)
  and not exists (
    select 1 from move as m
    where m.demand = pair.demand and m.verb = 'demand' and m.private = 1
      and m.nr not in (select move from gone_in_public)
  )
