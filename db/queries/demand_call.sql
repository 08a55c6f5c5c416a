-- Gives a demand another key to go by, and keeps the one it was given.
update demand set key = :key, given = :given, prefix = :prefix, number = :number where id = :id
