-- with: week_events, meeting_verdicts, opportunities_known, engagements_known, meetings_known, people_known, accounts_known
select
  w.id, coalesce(o.name, p.name) as name,
  coalesce(a.name, o.account_id, e.account_id, m.account_id) as account, w."day", w.amount, v.reason
from week_events w
left join opportunities_known o
  on w.step in ('opportunities', 'won') and o.opportunity_id = w.id
left join engagements_known e on w.step = 'engagements' and e.engagement_id = w.id
left join meetings_known m on strpos(w.step, 'meetings') > 0 and m.meeting_id = w.id
left join meeting_verdicts v on strpos(w.step, 'meetings') > 0 and v.meeting_id = w.id
left join people_known p on p.person_id = coalesce(e.person_id, m.person_id)
left join accounts_known a on a.account_id = coalesce(o.account_id, e.account_id, m.account_id)
where (
    w.step = $step
    or ($step = 'net_new_meetings' and w.step in ('prospect_meetings', 'customer_meetings'))
  )
  and w."day" >= cast($from as date) and w."day" < cast($to as date)
order by w."day", w.id
