-- with: changes_known
-- Openings more than $reopen_days days after a win or loss: each begins a new episode of the
-- opportunity, and `episode` is the one that ended before it. A closing that became another without
-- an opening between them was corrected.
select
  opportunity_id, outcome, closed_on, company_amount, reopened_on,
  row_number() over (partition by opportunity_id order by run) as episode
from (
  select
    opportunity_id, run, outcome as outcome_now, began_on as reopened_on,
    amount_before as company_amount,
    lag(outcome) over (partition by opportunity_id order by run) as outcome,
    lag(first_on) over (partition by opportunity_id order by run) as closed_on
  from (
    select
      opportunity_id, run, max(outcome) as outcome, min(happened) as first_on,
      max(happened) filter (where is_first) as began_on,
      max(amount_before) filter (where is_first) as amount_before
    from (
      select
        changed.*,
        sum(case when is_first then 1 else 0 end) over (
          partition by opportunity_id order by place desc rows unbounded preceding
        ) as run
      from (
        select
          opportunity_id, place, happened, outcome,
          coalesce(
            outcome <> lag(outcome) over (partition by opportunity_id order by place desc), true
          ) as is_first,
          lag(company_amount) over (partition by opportunity_id order by place desc)
            as amount_before
        from changes_known
      ) changed
    ) numbered
    group by opportunity_id, run
  ) runs
) followed
where outcome_now = 'open' and outcome <> 'open'
  and date_diff('day', closed_on, reopened_on) > $reopen_days
