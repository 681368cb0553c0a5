create table if not exists ledger_entries (
  seq bigint primary key,
  id text not null unique,
  kind text not null,
  subject text not null,
  said_at text not null,
  recorded_at text not null,
  who text not null,
  body text not null,
  reason text,
  replaces bigint,
  previous text not null,
  hash text not null
);
create index if not exists ledger_entries_by_subject on ledger_entries (subject, seq);
create or replace function ledger_entries_stay() returns trigger language plpgsql as $$
begin
  raise exception 'an entry of the ledger is never changed or deleted';
end $$;
drop trigger if exists ledger_entries_stay on ledger_entries;
create trigger ledger_entries_stay before update or delete or truncate on ledger_entries
for each statement execute function ledger_entries_stay();
