-- Takes one move into the index of words.
insert into move_words (nr, words) values (:nr, cast(:words as tsvector))
