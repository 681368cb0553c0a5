-- with: transition_subjects
-- Subjects that are alike in all that curves look at, counted once: much fewer rows to split.
select
  from_step, to_step, campaign_type, segment, region, industry, product, team, lead_source,
  entry_age, exit, exit_age, count(*) as subjects
from transition_subjects
where ($from_step = '' or from_step = $from_step) and ($to_step = '' or to_step = $to_step)
group by
  from_step, to_step, campaign_type, segment, region, industry, product, team, lead_source,
  entry_age, exit, exit_age
