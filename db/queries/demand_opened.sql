-- Keeps which move put a demand first; it stays the one whatever corrects it.
update demand set opening = :opening where id = :id and opening is null
