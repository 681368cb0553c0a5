-- with: week_events
-- By week; those in which the quarter begins and ends are cut in two where it does.
select
  case
    when c.week < cast($quarter_start as date) and w."day" >= cast($quarter_start as date)
      then cast($quarter_start as date)
    when c.week < cast($quarter_end as date) and w."day" >= cast($quarter_end as date)
      then cast($quarter_end as date)
    else c.week
  end as week,
  count(*) filter (where step = 'engagements') as engagements,
  count(*) filter (where step = 'prospect_meetings') as prospect_meetings,
  count(*) filter (where step = 'customer_meetings') as customer_meetings,
  count(*) filter (where step = 'prospect_meetings_booked') as prospect_meetings_booked,
  count(*) filter (where step = 'customer_meetings_booked') as customer_meetings_booked,
  count(*) filter (where step = 'opportunities') as opportunities,
  count(*) filter (where step = 'won') as won,
  coalesce(sum(amount) filter (where step = 'won'), 0) as bookings,
  count(*) filter (where step = 'won' and amount is null) as won_without_amount
from week_events w
join calendar c on c."day" = w."day"
where w."day" >= cast($first_week as date) and w."day" < cast($end_week as date)
group by 1
order by 1
