-- with: definition_firsts, opportunity_episodes, opportunities_known, observed
-- What was accepted from $from to $to under each of two definitions, with what became of it by the day
-- to which its source is known.
select
  side, what,
  case when since is null or since <= accepted_on then 0 else date_diff('day', accepted_on, since) end
    as entry_age,
  case when exit_on < accepted_on then 0 else date_diff('day', accepted_on, exit_on) end as exit_age
from (
  select
    f.side, f.accepted_on, w.since,
    case when e.closed_on <= w.until then e.outcome else 'open' end as what,
    case when e.closed_on <= w.until then e.closed_on else w.until end as exit_on
  from definition_firsts f
  join opportunity_episodes e on e.opportunity_id = f.opportunity_id and e.episode = f.episode
  join opportunities_known o on o.opportunity_id = f.opportunity_id
  join observed w on w.source = o.source
  where f.accepted_on >= cast($from as date) and f.accepted_on < cast($to as date)
    and f.accepted_on <= w.until
) ended
where since is null or since <= accepted_on or since <= exit_on
