create table users (
  id text primary key,
  email text not null unique,
  name text not null,
  password_hash text not null,
  role text not null,
  created_at bigint not null
);

create table sessions (
  id_hash text primary key,
  user_id text not null references users (id) on delete cascade,
  created_at bigint not null,
  expires_at bigint not null
);
create index sessions_user on sessions (user_id);

create table api_tokens (
  id text primary key,
  name text not null,
  token_hash text not null unique,
  role text not null,
  created_by text not null,
  created_at bigint not null,
  last_used_at bigint,
  revoked_at bigint
);

create table settings (
  key text primary key,
  value text not null
);

create table connections (
  id text primary key,
  name text not null unique,
  connector text not null,
  settings text not null,
  secrets text not null,
  created_at bigint not null,
  updated_at bigint not null,
  tested_at bigint,
  test_ok integer,
  test_message text
);

create table folders (
  id text primary key,
  name text not null
);

create table flows (
  id text primary key,
  name text not null,
  folder_id text references folders (id) on delete set null,
  kind text not null,
  is_on integer not null default 0,
  draft text not null,
  published_version_id text,
  created_at bigint not null,
  updated_at bigint not null
);
create index flows_folder on flows (folder_id);

-- Versions outlive their flow: the executions that ran them are rebuilt from them.
create table flow_versions (
  id text primary key,
  flow_id text not null,
  number integer not null,
  document text not null,
  created_at bigint not null,
  created_by text not null,
  unique (flow_id, number)
);

create table flow_connections (
  flow_id text not null references flows (id) on delete cascade,
  name text not null,
  connection_id text not null references connections (id) on delete cascade,
  primary key (flow_id, name)
);
create index flow_connections_connection on flow_connections (connection_id);

create table endpoints (
  flow_id text primary key references flows (id) on delete cascade,
  path text not null unique,
  security text not null,
  token_encrypted text
);

create table okta_hooks (
  id text primary key,
  path text not null unique,
  name text not null,
  header_name text not null,
  secret_encrypted text not null,
  previous_secret_encrypted text,
  previous_valid_until bigint,
  connection_id text references connections (id) on delete set null,
  created_at bigint not null,
  verified_at bigint,
  last_delivery_at bigint
);

-- The hot tables have no foreign keys between them, so that each can be partitioned by day and its partitions dropped:
-- events and event_keys by occurred_at (the same for every arrival of an event, so its key stays unique inside its
-- partition), executions and journal_entries by their id, which is a UUIDv7 and grows with time.
create table events (
  seq bigint generated always as identity primary key,
  id text collate "C" not null unique,
  source text not null,
  type text not null,
  subject text,
  occurred_at bigint not null,
  received_at bigint not null,
  payload text not null
);

-- The first 16 bytes of the SHA-256 of an event's identity: small and apart from the bodies.
create table event_keys (
  key bytea primary key,
  occurred_at bigint not null
);

create table executions (
  seq bigint generated always as identity primary key,
  id text collate "C" not null unique,
  flow_id text not null,
  version_id text not null,
  event_id text collate "C",
  parent_id text collate "C",
  parent_command integer,
  root_id text collate "C" not null,
  mode text not null,
  status text not null,
  owner text,
  lease_until bigint,
  attempt integer not null,
  created_at bigint not null,
  started_at bigint,
  finished_at bigint,
  error_code text,
  error_message text,
  failed_step text,
  stopped integer not null default 0
);
-- A list by time is a list by seq. Nearly all executions succeed, so an index of those would repeat the table.
create index executions_flow on executions (flow_id, seq);
create index executions_unsuccessful on executions (status, seq)
  where status in ('waiting', 'in_doubt', 'failed', 'cancelled');
-- What has no lease counts as lapsed for ever.
create index executions_recovery on executions (coalesce(lease_until, 0), seq) where status in ('queued', 'running');
create index executions_event on executions (event_id) where event_id is not null;
create unique index executions_parent on executions (parent_id, parent_command) where parent_id is not null;
create index executions_root on executions (root_id) where parent_id is not null;

create table journal_entries (
  execution_id text collate "C" not null,
  position integer not null,
  entry text not null,
  primary key (execution_id, position)
);

create table tables (
  id text primary key,
  name text not null,
  columns text not null,
  created_at bigint not null
);

create table table_rows (
  id text primary key,
  table_id text not null references tables (id) on delete cascade,
  created_at bigint not null,
  updated_at bigint not null,
  cells text not null
);
create index table_rows_table on table_rows (table_id, created_at, id);

create table audit_log (
  seq bigint generated always as identity primary key,
  at bigint not null,
  actor text not null,
  action text not null,
  target text,
  detail text
);

create table schedules (
  name text primary key,
  cron text not null,
  time_zone text not null,
  missed text not null,
  queue text not null,
  payload text not null,
  next_at bigint
);
