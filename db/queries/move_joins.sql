-- The joins that go with move_columns.
join party on party.id = move.party
join demand on demand.id = move.demand
left join demand as counter on counter.id = move.counter
