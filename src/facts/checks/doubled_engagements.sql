-- with: members_now, people_live
-- The later of two that count, in one campaign, of one mail address, or of one name at one account.
select
  e.id, e.name, e.email, e.campaign_type, e.happened, e.first_engagement as same_as
from (
  select
    m.engagement_id as id, p.name, p.email, m.campaign_type, m.happened, m.person_id,
    first_value(m.engagement_id) over same_one as first_engagement,
    first_value(m.person_id) over same_one as first_person
  from members_now m
  join people_live p on p.person_id = m.person_id
  where m.counts and m.campaign_id is not null
    and coalesce(p.email, p.name) is not null
  window same_one as (
    partition by m.campaign_id,
      coalesce(lower(trim(p.email)), concat(lower(trim(p.name)), coalesce(p.account_id, p.company, '')))
    order by m.happened, m.engagement_id
  )
) e
where e.first_engagement <> e.id
order by e.happened, e.id
