create table users (
  id text primary key,
  email text not null unique,
  name text not null,
  password_hash text not null,
  role text not null,
  created_at integer not null
) strict;

create table sessions (
  id_hash text primary key,
  user_id text not null references users (id) on delete cascade,
  created_at integer not null,
  expires_at integer not null
) strict;
create index sessions_user on sessions (user_id);

create table api_tokens (
  id text primary key,
  name text not null,
  token_hash text not null unique,
  role text not null,
  created_by text not null,
  created_at integer not null,
  last_used_at integer,
  revoked_at integer
) strict;

create table settings (
  key text primary key,
  value text not null
) strict;

create table connections (
  id text primary key,
  name text not null unique,
  connector text not null,
  settings text not null,
  secrets text not null,
  created_at integer not null,
  updated_at integer not null,
  tested_at integer,
  test_ok integer,
  test_message text
) strict;

create table folders (
  id text primary key,
  name text not null
) strict;

create table flows (
  id text primary key,
  name text not null,
  folder_id text references folders (id) on delete set null,
  kind text not null,
  is_on integer not null default 0,
  draft text not null,
  published_version_id text,
  created_at integer not null,
  updated_at integer not null
) strict;
create index flows_folder on flows (folder_id);

-- Versions outlive their flow: the executions that ran them are rebuilt from them.
create table flow_versions (
  id text primary key,
  flow_id text not null,
  number integer not null,
  document text not null,
  created_at integer not null,
  created_by text not null,
  unique (flow_id, number)
) strict;

create table flow_connections (
  flow_id text not null references flows (id) on delete cascade,
  name text not null,
  connection_id text not null references connections (id) on delete cascade,
  primary key (flow_id, name)
) strict;
create index flow_connections_connection on flow_connections (connection_id);

create table endpoints (
  flow_id text primary key references flows (id) on delete cascade,
  path text not null unique,
  security text not null,
  token_encrypted text
) strict;

create table okta_hooks (
  id text primary key,
  path text not null unique,
  name text not null,
  header_name text not null,
  secret_encrypted text not null,
  previous_secret_encrypted text,
  previous_valid_until integer,
  connection_id text references connections (id) on delete set null,
  created_at integer not null,
  verified_at integer,
  last_delivery_at integer
) strict;

-- The hot tables append in rowid order and have no foreign keys: a random key costs SQLite three to ten times the time.
-- UUIDv7 grows with time, so its unique indexes are appended to as well.
create table events (
  seq integer primary key autoincrement,
  id text not null unique,
  source text not null,
  type text not null,
  subject text,
  occurred_at integer not null,
  received_at integer not null,
  payload text not null
) strict;

-- The first 16 bytes of the SHA-256 of an event's identity: random, therefore small and apart from the bodies.
create table event_keys (
  key blob primary key,
  occurred_at integer not null
) strict, without rowid;

create table executions (
  seq integer primary key autoincrement,
  id text not null unique,
  flow_id text not null,
  version_id text not null,
  event_id text,
  parent_id text,
  parent_command integer,
  root_id text not null,
  mode text not null,
  status text not null,
  owner text,
  lease_until integer,
  attempt integer not null,
  created_at integer not null,
  started_at integer,
  finished_at integer,
  error_code text,
  error_message text,
  failed_step text,
  stopped integer not null default 0
) strict;
-- A list by time is a list by seq. Nearly all executions succeed, so an index of those would repeat the table.
create index executions_flow on executions (flow_id, seq);
create index executions_unsuccessful on executions (status, seq)
  where status in ('waiting', 'in_doubt', 'failed', 'cancelled');
create index executions_recovery on executions (lease_until) where status in ('queued', 'running');
create index executions_event on executions (event_id) where event_id is not null;
create unique index executions_parent on executions (parent_id, parent_command) where parent_id is not null;
create index executions_root on executions (root_id) where parent_id is not null;

create table journal_entries (
  execution_id text not null,
  position integer not null,
  entry text not null,
  primary key (execution_id, position)
) strict;

create table tables (
  id text primary key,
  name text not null,
  columns text not null,
  created_at integer not null
) strict;

create table table_rows (
  id text primary key,
  table_id text not null references tables (id) on delete cascade,
  created_at integer not null,
  updated_at integer not null,
  cells text not null
) strict;
create index table_rows_table on table_rows (table_id, created_at, id);

create table audit_log (
  seq integer primary key autoincrement,
  at integer not null,
  actor text not null,
  action text not null,
  target text,
  detail text
) strict;

create table schedules (
  name text primary key,
  cron text not null,
  time_zone text not null,
  missed text not null,
  queue text not null,
  payload text not null,
  next_at integer
) strict;

-- What pg-boss keeps on PostgreSQL. A finished job is deleted, one whose tries ran out moves to the dead letters.
create table jobs (
  seq integer primary key autoincrement,
  id text not null unique,
  queue text not null,
  payload text not null,
  priority integer not null,
  order_key text,
  run_at integer not null,
  attempt integer not null default 0,
  is_active integer not null default 0,
  retry_limit integer not null,
  retry_delay_ms integer not null,
  retry_backoff text not null,
  retry_max_delay_ms integer not null,
  expire_in_ms integer not null,
  heartbeat_ms integer
) strict;
create index jobs_due on jobs (queue, priority, run_at, seq) where is_active = 0;
create index jobs_active on jobs (seq) where is_active = 1;
create index jobs_order on jobs (queue, order_key, seq) where order_key is not null;

create table dead_letters (
  id text primary key,
  queue text not null,
  job text not null,
  attempts integer not null,
  error text not null,
  died_at integer not null
) strict;
create index dead_letters_queue on dead_letters (queue, died_at);
