-- Rows of each fact table, all versions.
select 'accounts' as "table", count(*) as "rows" from accounts
union all
select 'account_merges' as "table", count(*) as "rows" from account_merges
union all
select 'people' as "table", count(*) as "rows" from people
union all
select 'person_merges' as "table", count(*) as "rows" from person_merges
union all
select 'users' as "table", count(*) as "rows" from users
union all
select 'teams' as "table", count(*) as "rows" from teams
union all
select 'products' as "table", count(*) as "rows" from products
union all
select 'campaigns' as "table", count(*) as "rows" from campaigns
union all
select 'campaign_costs' as "table", count(*) as "rows" from campaign_costs
union all
select 'campaign_types' as "table", count(*) as "rows" from campaign_types
union all
select 'engagements' as "table", count(*) as "rows" from engagements
union all
select 'meetings' as "table", count(*) as "rows" from meetings
union all
select 'lead_episodes' as "table", count(*) as "rows" from lead_episodes
union all
select 'opportunities' as "table", count(*) as "rows" from opportunities
union all
select 'opportunity_changes' as "table", count(*) as "rows" from opportunity_changes
union all
select 'contact_roles' as "table", count(*) as "rows" from contact_roles
union all
select 'account_list_members' as "table", count(*) as "rows" from account_list_members
union all
select 'currencies' as "table", count(*) as "rows" from currencies
union all
select 'fiscal_quarters' as "table", count(*) as "rows" from fiscal_quarters
union all
select 'company_holidays' as "table", count(*) as "rows" from company_holidays
union all
select 'business_hours' as "table", count(*) as "rows" from business_hours
