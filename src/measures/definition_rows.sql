-- with: definition_firsts, definition_days, definition_ends, opportunity_episodes, opportunities_known
-- Opportunities under two definitions: $list is old or new for those accepted from $from to $to, left_out
-- for those of the old that are none of the new, taken_in for the reverse. The proof is how each stood on
-- the day on which it first met the new one (in the list old: the old one), else how it stands now.
select
  r.opportunity_id as id, o.name, coalesce(o.account_name, o.account_id) as account,
  coalesce(o.owner_name, o.owner_id) as owner, o.segment, r.outcome, r.company_amount as amount,
  r.old_on, r.new_on, d."day" as proof_on, d.stage as proof_stage, d.amount as proof_amount,
  d.close_on as proof_close_on, d.contact_roles as proof_contact_roles,
  d.primary_contacts > 0 as proof_primary_contact, d.met_on as proof_met_on,
  case when r.new_on is null then r.lacks end as lacks
from (
  select
    e.opportunity_id, e.episode, e.outcome, e.company_amount, old.accepted_on as old_on,
    new.accepted_on as new_on, n.lacks,
    coalesce(old.accepted_on >= cast($from as date) and old.accepted_on < cast($to as date), false)
      as in_old,
    coalesce(new.accepted_on >= cast($from as date) and new.accepted_on < cast($to as date), false)
      as in_new
  from opportunity_episodes e
  join definition_ends n on n.opportunity_id = e.opportunity_id and n.episode = e.episode
  left join definition_firsts old
    on old.side = 'old' and old.opportunity_id = e.opportunity_id and old.episode = e.episode
  left join definition_firsts new
    on new.side = 'new' and new.opportunity_id = e.opportunity_id and new.episode = e.episode
) r
join opportunities_known o on o.opportunity_id = r.opportunity_id
left join definition_days d
  on d.opportunity_id = r.opportunity_id and d.episode = r.episode
  and case
    when $list = 'old' then d."day" = r.old_on
    when r.new_on is null then d.is_last
    else d."day" = r.new_on
  end
where case $list
    when 'old' then r.in_old
    when 'new' then r.in_new
    when 'left_out' then r.in_old and not r.in_new
    else r.in_new and not r.in_old
  end
order by coalesce(r.old_on, r.new_on), r.opportunity_id, r.episode
