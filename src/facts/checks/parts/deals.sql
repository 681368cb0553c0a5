-- with: opportunities_known, observed
-- Opportunities as the checks show them; `amount` is in the company currency, or blank.
select
  o.opportunity_id as id, o.name, o.account_id, coalesce(o.account_name, o.account_id) as account,
  o.owner_id, coalesce(o.owner_name, o.owner_id) as owner, o.team, o.segment, o.stage, o.outcome,
  o.opened_on, o.close_on, o.closed_on, o.currency, o.amount as amount_entered, o.source,
  coalesce(w.until, cast($as_of as date)) as until,
  o.company_amount as amount
from opportunities_known o
left join observed w on w.source = o.source
