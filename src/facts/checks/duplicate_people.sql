-- with: merges_known, accounts_known
-- People who share a mail address but for what follows a plus sign, or a name and how their company
-- begins. Whether they are one person is judged in duplicates.ts.
with keyed as (
  select
    p.person_id as id, p.source, p.kind, p.name, p.email, p.account_id, p.happened,
    coalesce(a.name, p.company) as company,
    replace(
      replace(lower(regexp_replace(trim(p.email), '([+][^@]*)?@', '@')), 'googlemail', 'gmail'),
      '.', ''
    ) as mail_key,
    concat(
      lower(
        regexp_replace(
          case
            when strpos(p.name, ',') > 0
              then concat(trim(split_part(p.name, ',', 2)), ' ', trim(split_part(p.name, ',', 1)))
            else trim(p.name)
          end,
          ' [A-Za-z][.]? ', ' '
        )
      ),
      ' / ', substr(lower(coalesce(a.name, p.company, p.account_id)), 1, 3)
    ) as name_key
  from people p
  left join accounts_known a on a.account_id = p.account_id
  where p.recorded_at < cast($known_at as timestamp)
    and (p.superseded_at is null or p.superseded_at >= cast($known_at as timestamp))
    and p.state = 'live'
    and not exists (select 1 from merges_known m where m.from_person_id = p.person_id)
),
counted as (
  select
    keyed.*,
    count(*) over (partition by mail_key) as with_mail,
    count(*) over (partition by name_key) as with_name
  from keyed
)
select id, source, kind, name, email, account_id, company
from counted
where (mail_key is not null and with_mail > 1) or (name is not null and name_key <> '' and with_name > 1)
order by coalesce(happened, date '2999-12-31'), id
