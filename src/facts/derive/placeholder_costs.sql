-- People enter 1 where a cost must not be blank or will be divided by: a cost of exactly one unit of
-- money is not known, whatever the source.
update staging.campaign_costs
set amount = null
where amount = power(
    10,
    coalesce(
      (
        select max(d.minor_digits) from currency_digits d
        where d.currency = upper(campaign_costs.currency)
          or (campaign_costs.currency is null and d.is_company)
      ),
      2
    )
  )
