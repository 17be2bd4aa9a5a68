-- Where other products deliver to, and the last deliveries to each with what became of them.
create table sources (
  id text primary key,
  name text not null unique,
  kind text not null,
  path text not null unique,
  settings text not null,
  secret_encrypted text not null,
  previous_secret_encrypted text,
  previous_valid_until integer,
  created_at integer not null,
  updated_at integer not null,
  last_delivery_at integer,
  deliveries integer not null default 0,
  events integer not null default 0,
  refused integer not null default 0
) strict;

create table source_deliveries (
  id text primary key,
  source_id text not null references sources (id) on delete cascade,
  at integer not null,
  status integer not null,
  outcome text not null,
  what text not null,
  bytes integer not null,
  event_id text
) strict;
create index source_deliveries_source on source_deliveries (source_id, id);
