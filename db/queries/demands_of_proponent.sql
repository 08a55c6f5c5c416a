-- One row: the id of one demand that the party :party put or co-sponsored, after :after.
-- include: demands_proposed
order by 1
limit :limit
