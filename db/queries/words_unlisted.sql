-- Ends what words_listed began.
drop table temp.word_listed
