-- with: transition_subjects, opportunities_known, people_known, engagements_known, meetings_known, accounts_known
-- The subjects behind a figure of a curve. $trait = '' means all; $trait_value = '' not recorded.
select
  s.subject_id as id,
  coalesce(o.name, p.name) as name,
  coalesce(a.name, s.account_id) as account,
  s.episode, s.entered_on, s.exit, case when s.exit <> 'censored' then s.ended_on end as ended_on,
  s.exit_age as age
from transition_subjects s
left join opportunities_known o
  on s.from_step = 'opportunity' and o.opportunity_id = s.subject_id
left join engagements_known e on s.from_step = 'engagement' and e.engagement_id = s.subject_id
left join meetings_known m on s.from_step = 'meeting' and m.meeting_id = s.subject_id
left join people_known p on p.person_id = coalesce(e.person_id, m.person_id)
left join accounts_known a on a.account_id = s.account_id
where s.from_step = $from_step
  and s.to_step = $to_step
  and ($outcome = '' or s.exit = $outcome)
  and (
    $trait = ''
    or $trait_value = coalesce(
      case $trait
        when 'campaign_type' then s.campaign_type
        when 'segment' then s.segment
        when 'region' then s.region
        when 'industry' then s.industry
        when 'product' then s.product
        when 'team' then s.team
        when 'lead_source' then s.lead_source
      end, ''
    )
  )
order by s.entered_on, s.subject_id, s.episode
