-- with: transition_subjects, observed
-- What fits need: per step and value of one trait ($by; '' for none), what happened at each age to
-- those who entered in the same block of 7 days, counted back from the last day that any source was
-- followed to.
select from_step, to_step, trait_value, counted_to,
  cast(floor(date_diff('day', entered_on, counted_to) / 7.0) as integer) as block, age,
  count(*) filter (where outcome = 'entered') as entered,
  count(*) filter (where outcome = 'converted') as converted,
  count(*) filter (where outcome in ('lost', 'recycled')) as lost,
  count(*) filter (where outcome = 'censored') as censored
from (
  select from_step, to_step, 'entered' as outcome, entry_age as age, entered_on,
    case $by
      when 'campaign_type' then campaign_type when 'segment' then segment when 'region' then region
      when 'industry' then industry when 'product' then product when 'team' then team
      when 'lead_source' then lead_source
    end as trait_value
  from transition_subjects
  union all
  select from_step, to_step, exit, exit_age, entered_on,
    case $by
      when 'campaign_type' then campaign_type when 'segment' then segment when 'region' then region
      when 'industry' then industry when 'product' then product when 'team' then team
      when 'lead_source' then lead_source
    end
  from transition_subjects
) moves
cross join (select max("until") as counted_to from observed) last
where ($from_step = '' or from_step = $from_step) and ($to_step = '' or to_step = $to_step)
group by from_step, to_step, trait_value, counted_to,
  cast(floor(date_diff('day', entered_on, counted_to) / 7.0) as integer), age
order by from_step, to_step, trait_value, block, age
