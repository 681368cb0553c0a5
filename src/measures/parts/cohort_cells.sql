-- with: transition_subjects, counted_to
-- Subjects that are alike in all that fits look at, counted once.
select
  from_step, to_step, trait_value, block, entry_age, exit, exit_age, count(*) as subjects
from (
  select
    from_step, to_step, entry_age, exit, exit_age,
    cast(floor(date_diff('day', entered_on, counted_to) / 7.0) as integer) as block,
    case $by
      when 'campaign_type' then campaign_type when 'segment' then segment when 'region' then region
      when 'industry' then industry when 'product' then product when 'team' then team
      when 'lead_source' then lead_source
    end as trait_value
  from transition_subjects
  cross join counted_to
  where ($from_step = '' or from_step = $from_step) and ($to_step = '' or to_step = $to_step)
) subjects
group by from_step, to_step, trait_value, block, entry_age, exit, exit_age
