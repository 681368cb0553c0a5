-- with: meetings_known, opportunity_episodes, accounts_known
-- Whether each meeting is net new, with whom, and why. A customer has won an opportunity, or the
-- source says since when it is one. With a prospect it is when its account is no
-- customer and held none in the $new_account_days before; with a customer when that person took part
-- in none of them. Of the meetings of one day only the first booked counts.
select
  meeting_id, account_id, person_id, owner_id, happened, outcome,
  case when account_id is not null then kind end as kind,
  outcome in ('held', 'scheduled') and account_id is not null
    and (met_on is null or date_diff('day', met_on, happened) > $new_account_days) as is_net_new,
  case
    when outcome not in ('held', 'scheduled') then concat('not counted: ', replace(outcome, '_', ' '))
    when account_id is null then 'not counted: no account'
    when met_on is null and kind = 'prospect' then 'first with this account, which is no customer'
    when met_on is null then 'first with this person of a customer'
    when date_diff('day', met_on, happened) > $new_account_days
      then concat(
        case kind when 'prospect' then 'first with this account since '
          else 'first with this person of a customer since ' end,
        cast(met_on as varchar)
      )
    when kind = 'prospect' then concat('not new: met this account on ', cast(met_on as varchar))
    else concat('not new: met this person on ', cast(met_on as varchar))
  end as reason
from (
  select
    met.*,
    case when is_customer then 'customer' else 'prospect' end as kind,
    case when is_customer then person_met_on else account_met_on end as met_on
  from (
    select
      m.*,
      coalesce(first_won.won_on < m.happened, false)
        or coalesce(a.customer_since < m.happened, false) as is_customer,
      max(case when m.outcome = 'held' then m.happened end) over (
        partition by m.account_id order by m.happened, m.booked_on, m.meeting_id
        rows between unbounded preceding and 1 preceding
      ) as account_met_on,
      max(case when m.outcome = 'held' then m.happened end) over (
        partition by m.account_id, m.person_id order by m.happened, m.booked_on, m.meeting_id
        rows between unbounded preceding and 1 preceding
      ) as person_met_on
    from meetings_known m
    left join (
      select account_id, min(closed_on) as won_on
      from opportunity_episodes
      where outcome = 'won'
      group by account_id
    ) first_won on first_won.account_id = m.account_id
    left join accounts_known a on a.account_id = m.account_id
  ) met
) judged
