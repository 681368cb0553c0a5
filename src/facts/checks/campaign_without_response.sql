-- with: campaigns_known, members_now
-- Of at least ten members none has a status that counts, 30 days after the campaign began.
select
  c.campaign_id as id, c.name, c.campaign_type, c.happened as starts_on, count(*) as members,
  min(m.status) as a_status
from campaigns_known c
join members_now m on m.campaign_id = c.campaign_id
where date_diff('day', c.happened, cast($as_of as date)) > 30
group by c.campaign_id, c.name, c.campaign_type, c.happened
having count(*) >= 10 and not bool_or(coalesce(m.counts, true))
order by members desc, id
