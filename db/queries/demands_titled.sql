-- One row: one demand of the JSON array :demands, the title that it was put with, if one was chosen,
-- and the latest it was given since, if any.
select
  demand.id,
  demand.first_title,
  (
    select edit.new
    from registry_change as edit
    where edit.subject = 'demand' and edit.row = demand.id and edit.field = 'title'
      and edit.by_union is not 'followed'
    order by edit.changed_at desc, edit.changed_by desc, edit.new desc
    limit 1
  )
from json_each(:demands) as wanted
cross join demand on demand.id = wanted.value
