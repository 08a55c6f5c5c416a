-- The joins that go with move_told_columns.
join negotiation on negotiation.id = move.negotiation
join party on party.id = move.party
join demand on demand.id = move.demand
left join demand as counter on counter.id = move.counter
left join talk on talk.id = move.talk
