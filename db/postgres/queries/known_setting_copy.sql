-- As db/queries/known_setting_copy.sql, of this person.
insert into temp.setting (name, value)
select name, value
from main.setting
where owner = session_user
