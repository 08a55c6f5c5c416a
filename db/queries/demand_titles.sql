-- One row: the title that the demand :id was put with, if one was chosen, and the latest it was given
-- since, if any.
select
  demand.first_title,
  (
    select edit.new
    from registry_change as edit
    where edit.subject = 'demand' and edit.row = demand.id and edit.field = 'title'
      and edit.by_union is not 'followed'
    order by edit.changed_at desc, edit.changed_by desc, edit.new desc
    limit 1
  )
from demand
where demand.id = :id
