-- Gives a talk another turn among those of its day.
update talk set seq = :value where id = :id
