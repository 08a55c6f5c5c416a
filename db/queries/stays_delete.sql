-- Takes away all stays of a party in a bloc.
delete from membership where member = :member and bloc = :bloc
