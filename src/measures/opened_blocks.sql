-- with: opportunity_journeys, observed
-- Opportunities opened in each block of 91 days before the as-of day; 0 is the latest.
select cast(floor(date_diff('day', j.entered_on, cast($as_of as date)) / 91) as integer) as block,
  count(*) as opened
from opportunity_journeys j
join observed o on o.source = j.source
where j.entered_on <= cast($as_of as date) and (o.since is null or j.entered_on >= o.since)
group by 1
order by 1
