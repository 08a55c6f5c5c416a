-- Which moves a search looks at: included in the queries that find them. :every lets through what
-- was set aside or struck, :private what is private; :parties is a JSON array of [id, code], empty
-- for all, :demand and :issue are null and empty for all.
  +move.negotiation = :negotiation
  and +move.moment >= :since
  and +move.moment <= :until
  and move.private <= :private
  and (:every = 1 or move.verb <> 'strike')
  and (
    not exists (select 1 from set_aside where set_aside.move = move.nr)
    or (:every = 1 and exists (select 1 from mended where mended.move = move.nr))
  )
  and (:demand is null or move.demand = :demand)
  and (
    :parties = '[]'
    or exists (
      select 1
      from json_each(:parties) as wanted
      join party on party.id = wanted.value
      where party.id = move.party
        or instr(';' || move.sponsors || ';', ';' || party.code || ';') > 0
    )
  )
  and (
    :issue = ''
    or exists (
      select 1
      from demand
      join issue on issue.id = demand.issue
      where demand.id = move.demand
        and (issue.path = :issue or issue.path like :below escape '!')
    )
  )
