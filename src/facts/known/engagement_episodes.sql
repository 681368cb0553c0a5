-- with: engagements_known
-- A person enters the engagement step once an episode: with the first engagement after a gap of more
-- than $episode_gap days without one. `last_on` is the last engagement of the episode. Of many people
-- only those of one bucket are taken at a time: counts of buckets add up.
select
  min_by(engagement_id, place) as subject_id, person_id, min_by(account_id, place) as account_id,
  min_by(campaign_type, place) as campaign_type, min(happened) as entered_on,
  max(happened) as last_on, min_by(source, place) as source,
  cast(episode as smallint) as episode
from (
  select
    touched.*,
    sum(case when is_first then 1 else 0 end) over (
      partition by person_id order by place rows unbounded preceding
    ) as episode
  from (
    select
      engagements_known.*,
      row_number() over (partition by person_id order by happened, engagement_id) as place,
      coalesce(
        date_diff(
          'day',
          lag(happened) over (partition by person_id order by happened, engagement_id),
          happened
        ) > $episode_gap,
        true
      ) as is_first
    from engagements_known
    where $buckets = 1 or @bucket(person_id, $buckets) = $bucket
  ) touched
) numbered
group by person_id, episode
