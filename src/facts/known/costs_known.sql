-- inline
-- with: campaigns_known
-- What each campaign costs, as known; a blank amount is not known. A parent's cost is left out where
-- one of its children has a cost of that kind: it may be the children's sum.
select k.cost_id, k.campaign_id, k.kind, k.happened, k.amount, k.currency, k.source
from campaign_costs k
where k.state = 'live'
  and k.recorded_at < cast($known_at as timestamp)
  and (k.superseded_at is null or k.superseded_at >= cast($known_at as timestamp))
  and not exists (
    select 1
    from campaigns_known child
    join campaign_costs s on s.campaign_id = child.campaign_id
    where child.parent_id = k.campaign_id
      and s.kind = k.kind
      and s.state = 'live'
      and s.recorded_at < cast($known_at as timestamp)
      and (s.superseded_at is null or s.superseded_at >= cast($known_at as timestamp))
  )
