-- Gives a talk another ref to go by, and keeps the one it was added under.
update talk set ref = :ref, given = :given where id = :id
