-- Adds the cell of "all" on a demand that is put to nobody by name.
insert into pair (negotiation, demand, party, addressed)
select :negotiation, :demand, 0, 0
where not exists (
  select 1
  from pair
  where pair.negotiation = :negotiation and pair.demand = :demand and pair.addressed = 1
)
on conflict do nothing
