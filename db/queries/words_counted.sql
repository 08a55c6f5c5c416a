-- One row: one word of the index of words, as bytes, and how often it occurs.
select cast(term as blob), cnt from temp.word_listed
