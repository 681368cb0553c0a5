-- with: engagements_known
-- A person enters the engagement step once an episode: with the first engagement after a gap of more
-- than $episode_gap days without one.
select
  engagement_id as subject_id, person_id, account_id, campaign_type, happened as entered_on, source,
  lead(happened) over (partition by person_id order by happened, engagement_id) as next_on
from (
  select
    engagements_known.*,
    lag(happened) over (partition by person_id order by happened, engagement_id) as previous_on
  from engagements_known
) touched
where previous_on is null or date_diff('day', previous_on, happened) > $episode_gap
