-- with: definition_firsts, definition_days
-- Of what was accepted from $from to $to under the old definition: how many lack each field now.
select
  count(*) as opportunities,
  count(*) filter (where d.stage is null) as stage,
  count(*) filter (where d.amount is null) as amount,
  count(*) filter (where d.close_on is null) as close_date,
  count(*) filter (where d.owner_id is null) as owner,
  count(*) filter (where d.account_id is null) as account,
  count(*) filter (where d.opportunity_type is null) as opportunity_type,
  count(*) filter (where d.lead_source is null) as lead_source,
  count(*) filter (where d.campaign_type is null) as campaign_type,
  count(*) filter (where d.product is null) as product,
  count(*) filter (where d.segment is null) as segment,
  count(*) filter (where d.region is null) as region,
  count(*) filter (where d.industry is null) as industry,
  count(*) filter (where d.contact_roles = 0) as contact_roles,
  count(*) filter (where d.primary_contacts = 0) as primary_contact,
  count(*) filter (where d.met_on is null) as meeting_held
from definition_firsts f
join definition_days d
  on d.opportunity_id = f.opportunity_id and d.episode = f.episode and d.is_last
where f.side = 'old' and f.accepted_on >= cast($from as date) and f.accepted_on < cast($to as date)
