-- Lets the server look at the tables anew, after much was taken in.
select take_stock()
