-- with: opportunity_episodes, opportunities_known, definition_changes, definition_moments
-- How each episode of an opportunity stood at the end of each day on which anything changed, from its
-- opening to its end: what a definition is asked of. Stage, amount, close date, roles and meetings are
-- those of that day; the other traits are as known. Amounts are in the company currency.
select
  d.opportunity_id, d.episode, d.entered_on, d."day", c.stage, coalesce(c.outcome, 'open') as outcome,
  c.company_amount as amount, c.close_on, o.owner_id, o.account_id, d.contact_roles,
  d.primary_contacts, d.met_on, date_diff('day', d.met_on, d."day") as days_since_meeting,
  o.opportunity_type, o.lead_source, o.campaign_type, o.product, o.segment, o.region, o.industry,
  d.is_last
from (
  select
    opportunity_id, episode, entered_on, "day",
    max(nth) over (partition by opportunity_id, episode order by "day") as nth,
    sum(contact_roles) over (partition by opportunity_id, episode order by "day") as contact_roles,
    sum(is_primary) over (partition by opportunity_id, episode order by "day") as primary_contacts,
    max(met_on) over (partition by opportunity_id, episode order by "day") as met_on,
    lead("day") over (partition by opportunity_id, episode order by "day") is null as is_last
  from (
    select
      e.opportunity_id, e.episode, e.entered_on,
      case when m.happened > e.entered_on then m.happened else e.entered_on end as "day",
      max(m.nth) as nth, sum(m.contact_roles) as contact_roles, sum(m.is_primary) as is_primary,
      max(m.met_on) as met_on
    from opportunity_episodes e
    join definition_moments m on m.opportunity_id = e.opportunity_id
    where e.entered_on is not null
      and (m.happened is null or m.happened <= coalesce(e.closed_on, cast($as_of as date)))
    group by
      e.opportunity_id, e.episode, e.entered_on,
      case when m.happened > e.entered_on then m.happened else e.entered_on end
  ) moments
) d
join opportunities_known o on o.opportunity_id = d.opportunity_id
left join definition_changes c on c.opportunity_id = d.opportunity_id and c.nth = d.nth
