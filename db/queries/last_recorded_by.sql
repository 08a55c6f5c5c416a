-- One row: when the latest move here was recorded that :by recorded.
select recorded_at from move where recorded_by = :by order by generation desc, id desc limit 1
