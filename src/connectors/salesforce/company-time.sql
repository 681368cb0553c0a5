-- The company's own time: fiscal quarters, holidays and working hours. As in to-facts.sql, all values
-- are still text.

-- A quarter is named by the year in its label; without one, by the name of its fiscal year, or else by
-- the year in which that ends. Months, weeks and years are no quarters.
-- stream: Period table: fiscal_quarters
with labelled as (
  select
    p.*, y.name as year_name,
    trim(regexp_replace(fully_qualified_label, '[^0-9]+', ' ', 'g')) as numbers,
    cast(substr(end_date, 1, 4) as bigint) * 12 + cast(substr(end_date, 6, 2) as bigint) - 1
      + 3 * (4 - try_cast(number as bigint))
      - case when try_cast(substr(end_date, 9, 2) as bigint) < 11 then 1 else 0 end as last_month
  from landed_period p
  left join (
    select id as year_id, max(name) as name from landed_fiscal_year_settings group by id
  ) y on y.year_id = p.fiscal_year_settings_id
  where @matches(end_date, '\d{4}-\d\d-\d\d.*')
  union all
  select p.*, null, null, null
  from landed_period p
  where end_date is null or not @matches(end_date, '\d{4}-\d\d-\d\d.*')
),
dated as (
  select
    labelled.*,
    case
      when length(split_part(numbers, ' ', 2)) = 4 then split_part(numbers, ' ', 2)
      when length(split_part(numbers, ' ', 1)) = 4 then split_part(numbers, ' ', 1)
      when @matches(year_name, '(FY ?)?\d{4}') then trim(replace(year_name, 'FY', ''))
      else cast(cast(floor(last_month / 12) as bigint) as varchar)
    end as year_number
  from labelled
)
select
  coalesce(id, concat(start_date, '/', end_date)) as quarter_id, start_date as happened,
  end_date as ends_on,
  case when number in ('1', '2', '3', '4') then concat(year_number, '-Q', number) end as name,
  created_date as created_stamp, system_modstamp as modified_stamp,
  case when lower(is_deleted) = 'true' then 'deleted' else 'live' end as state,
  case when lower(type) <> 'quarter' then 'other_period' end as skip_reason,
  landed_file, landed_row
from dated

-- Read with the periods, for the names of the years.
-- stream: FiscalYearSettings table: fiscal_quarters
select
  id as quarter_id, start_date as happened, end_date as ends_on, name,
  'lookup_row' as skip_reason, landed_file, landed_row
from landed_fiscal_year_settings

-- One that recurs has no day of its own, or that of its first fall.
-- stream: Holiday table: company_holidays
select
  coalesce(id, concat(name, '/', coalesce(activity_date, recurrence_start_date))) as holiday_id,
  case
    when lower(is_recurrence) = 'true' then coalesce(recurrence_start_date, activity_date)
    else coalesce(activity_date, recurrence_start_date)
  end as happened,
  name,
  case when lower(is_all_day) = 'false' then start_time_in_minutes end as closed_from,
  case when lower(is_all_day) = 'false' then end_time_in_minutes end as closed_to,
  case when lower(is_recurrence) = 'true' then
    case recurrence_type
      when 'RecursDaily' then 'daily'
      when 'RecursEveryWeekday' then 'every_weekday'
      when 'RecursWeekly' then 'weekly'
      when 'RecursMonthly' then 'monthly'
      when 'RecursMonthlyNth' then 'monthly_nth'
      when 'RecursYearly' then 'yearly'
      when 'RecursYearlyNth' then 'yearly_nth'
      else coalesce(recurrence_type, 'not said')
    end
  end as recurrence,
  case when lower(is_recurrence) = 'true' then recurrence_end_date_only end as ends_on,
  recurrence_interval as every, recurrence_day_of_month as day_of_month,
  case lower(recurrence_month_of_year)
    when 'january' then '1' when 'february' then '2' when 'march' then '3' when 'april' then '4'
    when 'may' then '5' when 'june' then '6' when 'july' then '7' when 'august' then '8'
    when 'september' then '9' when 'october' then '10' when 'november' then '11'
    when 'december' then '12'
    else recurrence_month_of_year
  end as month,
  recurrence_day_of_week_mask as weekdays, lower(recurrence_instance) as nth,
  created_date as created_stamp, system_modstamp as modified_stamp,
  case when lower(is_deleted) = 'true' then 'deleted' else 'live' end as state,
  landed_file, landed_row
from landed_holiday

-- A time of the day is written 09:00:00.000Z, and means the clock of the row's own time zone. From
-- midnight to midnight is the whole day; a day without times is closed.
-- stream: BusinessHours table: business_hours
with times as (
  select
    landed_business_hours.*,
    concat(coalesce(substr(monday_start_time, 1, 5), ''), '-', coalesce(substr(monday_end_time, 1, 5), ''))
      as monday,
    concat(coalesce(substr(tuesday_start_time, 1, 5), ''), '-', coalesce(substr(tuesday_end_time, 1, 5), ''))
      as tuesday,
    concat(coalesce(substr(wednesday_start_time, 1, 5), ''), '-', coalesce(substr(wednesday_end_time, 1, 5), ''))
      as wednesday,
    concat(coalesce(substr(thursday_start_time, 1, 5), ''), '-', coalesce(substr(thursday_end_time, 1, 5), ''))
      as thursday,
    concat(coalesce(substr(friday_start_time, 1, 5), ''), '-', coalesce(substr(friday_end_time, 1, 5), ''))
      as friday,
    concat(coalesce(substr(saturday_start_time, 1, 5), ''), '-', coalesce(substr(saturday_end_time, 1, 5), ''))
      as saturday,
    concat(coalesce(substr(sunday_start_time, 1, 5), ''), '-', coalesce(substr(sunday_end_time, 1, 5), ''))
      as sunday
  from landed_business_hours
)
select
  id as hours_id, created_date as happened, name, time_zone_sid_key as time_zone, is_default,
  is_active as active,
  nullif(monday, '-') as monday, nullif(tuesday, '-') as tuesday,
  nullif(wednesday, '-') as wednesday, nullif(thursday, '-') as thursday,
  nullif(friday, '-') as friday, nullif(saturday, '-') as saturday,
  nullif(sunday, '-') as sunday,
  created_date as created_stamp, system_modstamp as modified_stamp,
  case when not (
      @matches(monday, '-|\d\d:\d\d-\d\d:\d\d') and @matches(tuesday, '-|\d\d:\d\d-\d\d:\d\d')
      and @matches(wednesday, '-|\d\d:\d\d-\d\d:\d\d')
      and @matches(thursday, '-|\d\d:\d\d-\d\d:\d\d')
      and @matches(friday, '-|\d\d:\d\d-\d\d:\d\d')
      and @matches(saturday, '-|\d\d:\d\d-\d\d:\d\d')
      and @matches(sunday, '-|\d\d:\d\d-\d\d:\d\d')
    ) then 'bad_hours' end as skip_reason,
  landed_file, landed_row
from times
