-- with: observed
select max("until") as counted_to from observed
