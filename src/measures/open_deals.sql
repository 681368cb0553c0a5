-- with: opportunity_episodes, opportunities_known, changes_known, stamped_days
-- Opportunities that are open, with their stage, since when they are in it (blank where an
-- import stamped the day), and what their record says.
select
  o.opportunity_id as id, o.name, coalesce(o.owner_name, o.owner_id) as owner, o.segment,
  o.stage, e.entered_on, case when b.happened is null then s.stage_on end as stage_on,
  o.company_amount as amount, o.close_on, f.forecast_category
from opportunity_episodes e
join opportunities_known o on o.opportunity_id = e.opportunity_id
left join (
  select c.opportunity_id, max(c.happened) as stage_on
  from (
    select
      opportunity_id, happened, stage, place,
      lag(stage) over (partition by opportunity_id order by place desc) as stage_before
    from changes_known
  ) c
  where c.stage_before is null or c.stage_before <> c.stage
  group by c.opportunity_id
) s on s.opportunity_id = o.opportunity_id
left join stamped_days b on b.happened = s.stage_on
left join (
  select k.opportunity_id, c.forecast_category
  from changes_known k
  join opportunity_changes c on c.opportunity_id = k.opportunity_id and c.change_id = k.change_id
  where k.place = 1
    and c.state = 'live'
    and c.recorded_at = k.recorded_at
) f on f.opportunity_id = o.opportunity_id
where e.outcome = 'open' and o.outcome = 'open' and e.entered_on is not null
order by o.opportunity_id
