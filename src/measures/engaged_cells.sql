-- with: transition_subjects
-- Episodes of engagement that have led to no opportunity yet and are still open, by whole weeks of age.
select
  campaign_type, segment, cast(floor(exit_age / 7) as integer) as age_weeks, count(*) as engaged
from transition_subjects
where from_step = 'engagement' and to_step = 'opportunity' and exit = 'censored'
group by campaign_type, segment, cast(floor(exit_age / 7) as integer)
order by campaign_type, segment, age_weeks
