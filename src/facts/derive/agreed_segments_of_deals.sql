-- Where segments are agreed for planning, an opportunity has that of its account; without an account,
-- the first that asks for nothing but the segment of the source.
update staging.opportunities
set segment = case when account_id is null then (
  select min_by(s.name, s.place)
  from agreed_segments s
  where strpos(s.segments, concat('|', trim(lower(opportunities.segment)), '|')) > 0
    and s.regions is null
    and s.industries is null
    and s.countries is null
    and s.employees_from is null
    and s.employees_to is null
) end
