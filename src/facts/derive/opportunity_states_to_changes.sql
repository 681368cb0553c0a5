-- Where a deal stood at each export becomes changes: its opening, and every state that differs from
-- the one before it and from the last change that the source itself had recorded by then. A state without any
-- day, seen in a first import, has held since nobody knows when: it is dated on the first day of all.
-- A later export that shows an open deal otherwise, without saying since when, dates it on its own day.
insert into staging.opportunity_changes (
  opportunity_id, change_id, happened, stage, outcome, amount, currency, close_on,
  forecast_category, created_stamp, recorded_stamp, state, source, import_number, landed_file,
  landed_row
)
with history as (
  select opportunity_id, min(happened) as first_on
  from staging.opportunity_changes
  where state = 'live'
  group by opportunity_id
),
states as (
  select
    s.*,
    o.observed_to, o.undated,
    row_number() over (
      partition by s.opportunity_id order by s.import_number, s.modified_stamp, s.landed_row
    ) as place,
    concat(
      s.outcome, '/', coalesce(s.stage, ''), '/', coalesce(cast(s.amount as varchar), ''), '/',
      coalesce(cast(s.close_on as varchar), ''), '/', coalesce(s.forecast_category, '')
    ) as content
  from staging.opportunity_states s
  join (
    select
      source, import_number, observed_to,
      case
        when import_number = min(import_number) over (partition by source) then date '0001-01-01'
        else observed_to
      end as undated
    from observations
  ) o on o.source = s.source and o.import_number = s.import_number
),
differing as (
  select
    states.*,
    case
      when outcome <> 'open' then coalesce(close_on, changed_on, opened_on, undated)
      when place = 1 then coalesce(changed_on, opened_on, undated)
      when changed_on > opened_on then changed_on
      else observed_to
    end as happened,
    lag(content) over (partition by opportunity_id order by place) as content_before,
    min(import_number) over (partition by opportunity_id) as first_import
  from states
),
recorded as (
  select
    s.opportunity_id, s.import_number,
    max_by(c.stage, concat(cast(c.recorded_stamp as varchar), c.change_id)) as stage,
    max_by(c.outcome, concat(cast(c.recorded_stamp as varchar), c.change_id)) as outcome,
    max_by(coalesce(c.amount, -1), concat(cast(c.recorded_stamp as varchar), c.change_id)) as amount,
    max_by(c.close_on, concat(cast(c.recorded_stamp as varchar), c.change_id)) as close_on
  from (
    select distinct opportunity_id, import_number, observed_to from states
  ) s
  join staging.opportunity_changes c
    on c.opportunity_id = s.opportunity_id
    and c.state = 'live'
    and (
      c.recorded_stamp is null or c.recorded_stamp < cast(@add_days(s.observed_to, 1) as timestamp)
    )
  group by s.opportunity_id, s.import_number
)
select
  d.opportunity_id, 'opened', d.opened_on, cast(null as varchar), 'open', cast(null as bigint),
  d.currency, cast(null as date), cast(null as varchar), d.created_stamp, cast(null as timestamp),
  'live', d.source, d.import_number, d.landed_file, d.landed_row
from differing d
left join history h on h.opportunity_id = d.opportunity_id
where d.place = 1
  and d.opened_on is not null
  and (h.first_on is null or h.first_on > d.opened_on)
  and not (d.outcome = 'open' and d.happened = d.opened_on)
union all
select
  d.opportunity_id, concat('state-', cast(d.import_number as varchar), '-', cast(d.landed_row as varchar)),
  d.happened, d.stage, d.outcome, d.amount, d.currency, d.close_on, d.forecast_category,
  cast(null as timestamp),
  case
    when d.import_number > d.first_import then coalesce(d.modified_stamp, cast(d.observed_to as timestamp))
    when d.modified_stamp > cast(d.happened as timestamp) then d.modified_stamp
    else cast(d.happened as timestamp)
  end,
  'live', d.source, d.import_number, d.landed_file, d.landed_row
from differing d
left join recorded r
  on r.opportunity_id = d.opportunity_id and r.import_number = d.import_number
where (d.content_before is null or d.content_before <> d.content)
  and not (
    r.opportunity_id is not null
    and r.outcome = d.outcome
    and coalesce(r.stage, '') = coalesce(d.stage, '')
    and r.amount = coalesce(d.amount, -1)
    and coalesce(r.close_on, date '0001-01-01') = coalesce(d.close_on, date '0001-01-01')
  )
