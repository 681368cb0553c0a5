-- with: meetings_known, opportunities_known
-- A meeting is net new with a prospect when its account is no customer and held none in the
-- $new_account_days before; with a customer when that person took part in none of them. Of the
-- meetings of one day only the first counts.
select
  meeting_id, account_id, person_id, owner_id, happened, outcome,
  case when is_customer then 'customer' else 'prospect' end as kind
from (
  select
    m.*,
    first_won.won_on is not null and first_won.won_on < m.happened as is_customer,
    max(case when m.outcome = 'held' then m.happened end) over (
      partition by m.account_id order by m.happened, m.meeting_id
      rows between unbounded preceding and 1 preceding
    ) as account_met_on,
    max(case when m.outcome = 'held' then m.happened end) over (
      partition by m.account_id, m.person_id order by m.happened, m.meeting_id
      rows between unbounded preceding and 1 preceding
    ) as person_met_on
  from meetings_known m
  left join (
    select account_id, min(closed_on) as won_on
    from opportunities_known
    where outcome = 'won'
    group by account_id
  ) first_won on first_won.account_id = m.account_id
  where m.account_id is not null and m.outcome in ('held', 'scheduled')
) met
where case
    when is_customer then
      person_met_on is null or date_diff('day', person_met_on, happened) > $new_account_days
    else account_met_on is null or date_diff('day', account_met_on, happened) > $new_account_days
  end
