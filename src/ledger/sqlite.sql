create table if not exists entries (
  seq integer primary key,
  id text not null unique,
  kind text not null,
  subject text not null,
  said_at text not null,
  recorded_at text not null,
  who text not null,
  body text not null,
  reason text,
  replaces integer,
  previous text not null,
  hash text not null
) strict;
create index if not exists entries_by_subject on entries (subject, seq);
create trigger if not exists entries_stay before delete on entries
begin
  select raise(abort, 'an entry of the ledger is never deleted');
end;
create trigger if not exists entries_keep before update on entries
begin
  select raise(abort, 'an entry of the ledger is never changed');
end;
