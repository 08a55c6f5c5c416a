-- Fills what stands in for the settings.
insert into temp.setting (name, value)
select name, value
from main.setting
