-- with: accounts_known, account_traits, account_roots, owners_known, campaigns_known, opportunity_ends
-- Opportunities as known, with the traits that answers are split by: those of their opening.
select
  o.opportunity_id, o.name, coalesce(m.root_id, o.account_id) as account_id, o.owner_id, o.happened as opened_on, o.source,
  o.opportunity_type,
  c.campaign_type,
  coalesce(o.segment, t.segment) as segment,
  coalesce(t.region, u.region) as region,
  t.industry, o.product, u.team, o.lead_source,
  a.name as account_name, u.name as owner_name,
  coalesce(e.outcome, 'open') as outcome, e.stage, e.amount, e.currency, e.company_amount,
  e.plan_amount, e.close_on, e.closed_on
from opportunities o
left join account_roots m on m.account_id = o.account_id
left join accounts_known a on a.account_id = coalesce(m.root_id, o.account_id)
left join account_traits t
  on t.account_id = a.account_id and coalesce(o.happened, cast('0001-01-01' as date)) >= t.held_from
  and coalesce(o.happened, cast('0001-01-01' as date)) < t.held_until
left join owners_known u on u.user_id = o.owner_id
left join campaigns_known c on c.campaign_id = o.campaign_id
left join opportunity_ends e on e.opportunity_id = o.opportunity_id
where o.state = 'live'
  and o.recorded_at < cast($known_at as timestamp)
  and (o.superseded_at is null or o.superseded_at >= cast($known_at as timestamp))
  and (o.happened is null or o.happened <= cast($as_of as date))
