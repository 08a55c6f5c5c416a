-- Stands in, for this connection, for the moves set aside: private moves are, and what a public move
-- corrected or struck. It lists nothing, but asks of one move after the other, so that its cost does
-- not grow with the ledger.
create temp view set_aside as
select held.move
from main.set_aside as held
where not exists (select 1 from temp.spared where spared.move = held.move)
union all
select hidden.nr as move
from main.move as hidden indexed by move_private
where hidden.private = 1
