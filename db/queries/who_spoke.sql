-- The demand, and the party that answered it; null for a move of its proponent. Included in a CTE.

  select distinct
    move.demand,
    case
      when move.verb in ('accept', 'reject', 'defer', 'counter', 'ask', 'note') then move.party
    end as party
