-- with: deals
-- Open for longer than 19 in 20 of the closed ones took: of its segment, where 40 of that closed.
with aged as (
  select
    d.*,
    date_diff('day', opened_on, case when outcome = 'open' then until else closed_on end) as days
  from deals d
  where opened_on is not null
),
ranked as (
  select
    segment, days,
    row_number() over (partition by segment order by days) as place_in_segment,
    count(*) over (partition by segment) as in_segment,
    row_number() over (order by days) as place,
    count(*) over () as in_all
  from aged
  where outcome <> 'open' and days >= 0
),
segments as (
  select segment, min(days) as usual from ranked
  where in_segment >= 40 and place_in_segment >= 0.95 * in_segment
  group by segment
),
everywhere as (
  select min(days) as usual from ranked where in_all >= 20 and place >= 0.95 * in_all
)
select
  a.id, a.name, a.account, a.owner, a.segment, a.stage, a.opened_on, a.days as days_open,
  coalesce(s.usual, e.usual) as nineteen_in_twenty_by, a.amount
from aged a
cross join everywhere e
left join segments s on s.segment = a.segment
where a.outcome = 'open' and a.days > coalesce(s.usual, e.usual)
order by a.days desc, a.id
