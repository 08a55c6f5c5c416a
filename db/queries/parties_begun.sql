-- One row: the code and name of one party whose code lies from :begun up to :beyond. At most
-- :limit of them, and the last. Read for completion.
select code, name
from party
where id > 0
  and code in (
    select code
    from (
      select code from party
      where id > 0 and code >= :begun and code < :beyond
      order by code
      limit :limit
    ) as first
    union all
    select max(code) from party where id > 0 and code >= :begun and code < :beyond
  )
order by code
