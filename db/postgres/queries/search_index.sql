-- One row: the number of one move that the index of words lacks, and its texts.
select nr, text, quote, condition, note, speaker, source
from move
where nr > (select coalesce(max(nr), 0) from move_words)
order by nr
