-- A member status counts as an engagement as the company has decided for the campaign's type, else by
-- the rule of its campaign, else of the campaign's type, else as the source says, else by what the status usually means: who was sent something, opened it,
-- registered or stayed away did not respond. At events and webcasts, neither did who clicked on the
-- invitation or said yes to it; of what a mail can say of a person, a click or an answer is one, and
-- where it got to is none. Rows of a campaign that has campaigns below it never count: those below
-- hold them too.
create view staging.ruled_engagements as
with types as (
  select campaign_id, max_by(campaign_type, import_number * 10000000000 + landed_row) as campaign_type
  from staging.campaigns
  group by campaign_id
),
met as (
  select distinct coalesce(e.campaign_type, c.campaign_type) as campaign_type, e.status
  from staging.engagements e
  left join types c on c.campaign_id = e.campaign_id
),
plain as (
  select
    campaign_type, status,
    trim(lower(regexp_replace(status, '[^A-Za-z0-9]+', ' ', 'g'))) as what,
    trim(lower(regexp_replace(campaign_type, '[^A-Za-z0-9]+', ' ', 'g'))) as kind
  from met
),
usual as (
  select
    campaign_type, status,
    case
      when what in ('sent', 'invited', 'targeted', 'planned', 'delivered', 'opened', 'registered',
        'not registered', 'not attended', 'not responded', 'no response', 'no show', 'meeting no show',
        'bounced', 'soft bounced', 'hard bounced', 'unsubscribed', 'opted out', 'declined',
        'waitlisted', 'cancelled', 'canceled', 'viewed', 'impression')
        then false
      when @matches(kind, '.*(e ?mail|mailing|newsletter|nurture).*')
        then @matches(what, '.*(click|repl|respon|answer|download|submit|filled|request|meeting|convert).*')
      when @matches(kind, '.*(webinar|webcast|conference|event|trade ?show|fair|expo|summit|roadshow).*')
        then not @matches(what, '(click|clicked|accepted|confirmed|attending|interested|rsvp|maybe)( .*)?')
      else true
    end as counts
  from plain
)
select
  e.engagement_id, e.person_id, e.account_id, e.campaign_id,
  coalesce(e.campaign_type, c.campaign_type) as campaign_type, e.status, e.happened,
  case
    when above.parent_id is not null then false
    when decided.campaign_type is not null and e.status is not null then success.status is not null
    else coalesce(
      own_rule.is_success, type_rule.is_success, e.counts,
      usual.counts,
      true
    )
  end as counts,
  e.created_stamp, e.modified_stamp, e.recorded_stamp, e.state, e.source, e.import_number,
  e.landed_file, e.landed_row
from staging.engagements e
left join types c on c.campaign_id = e.campaign_id
left join usual
  on coalesce(usual.campaign_type, '') = coalesce(e.campaign_type, c.campaign_type, '')
  and usual.status = e.status
left join decided_types decided
  on decided.campaign_type = trim(lower(coalesce(e.campaign_type, c.campaign_type)))
left join decided_statuses success
  on success.campaign_type = decided.campaign_type and success.status = trim(lower(e.status))
left join (
  select distinct parent_id from staging.campaigns where parent_id is not null
) above on above.parent_id = e.campaign_id
left join (
  select campaign_id, status, max_by(is_success, import_number * 10000000000 + landed_row) as is_success
  from staging.campaign_types
  where campaign_id is not null
  group by campaign_id, status
) own_rule on own_rule.campaign_id = e.campaign_id and own_rule.status = e.status
left join (
  select campaign_type, status, max_by(is_success, import_number * 10000000000 + landed_row) as is_success
  from staging.campaign_types
  where campaign_id is null
  group by campaign_type, status
) type_rule
  on type_rule.campaign_type = coalesce(e.campaign_type, c.campaign_type)
  and type_rule.status = e.status
