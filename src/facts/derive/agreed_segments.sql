-- Where segments are agreed for planning, each version of an account has the first whose traits it
-- has, or none; lists of traits stand between separators.
update staging.accounts
set segment = (
  select min_by(s.name, s.place)
  from agreed_segments s
  where (s.segments is null or strpos(s.segments, concat('|', trim(lower(accounts.segment)), '|')) > 0)
    and (s.regions is null or strpos(s.regions, concat('|', trim(lower(accounts.region)), '|')) > 0)
    and (
      s.industries is null or strpos(s.industries, concat('|', trim(lower(accounts.industry)), '|')) > 0
    )
    and (
      s.countries is null or strpos(s.countries, concat('|', trim(lower(accounts.country)), '|')) > 0
    )
    and (s.employees_from is null or accounts.employees >= s.employees_from)
    and (s.employees_to is null or accounts.employees <= s.employees_to)
)
