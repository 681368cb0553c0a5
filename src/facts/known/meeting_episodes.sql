-- with: meetings_known
-- The first held meeting with a person (or, where none is named, with an account) after a gap of more
-- than $episode_gap days. `last_on` is the last one of the episode.
select
  min_by(meeting_id, place) as subject_id, min_by(person_id, place) as person_id,
  min_by(account_id, place) as account_id, min_by(owner_id, place) as owner_id,
  min(happened) as entered_on, max(happened) as last_on, min_by(source, place) as source,
  cast(episode as smallint) as episode
from (
  select
    met.*,
    sum(case when is_first then 1 else 0 end) over (
      partition by who order by place rows unbounded preceding
    ) as episode
  from (
    select
      held.*,
      row_number() over (partition by who order by happened, meeting_id) as place,
      coalesce(
        date_diff(
          'day', lag(happened) over (partition by who order by happened, meeting_id), happened
        ) > $episode_gap,
        true
      ) as is_first
    from (
      select meetings_known.*, coalesce(person_id, account_id, meeting_id) as who
      from meetings_known
      where outcome = 'held'
        and (
          $buckets = 1
          or @bucket(coalesce(person_id, account_id, meeting_id), $buckets) = $bucket
        )
    ) held
  ) met
) numbered
group by who, episode
