-- One row: the number of the last change of the registry.
select max(nr) from registry_change
