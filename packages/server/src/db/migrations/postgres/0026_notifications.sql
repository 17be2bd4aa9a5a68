-- Whom to tell of alerts and findings, and what became of each message.

create table notification_targets (
  id text primary key,
  name text not null unique,
  -- 'webhook', 'slack', 'teams', 'email', 'jira', 'servicenow'
  kind text not null,
  is_on integer not null,
  -- JSON object of what is no secret, and an encrypted one of what is
  settings text not null,
  secrets text not null,
  -- JSON: which subjects it wants, and when
  wants text not null,
  created_at bigint not null,
  updated_at bigint not null,
  tested_at bigint,
  test_ok integer,
  test_message text
);

-- Subjects that wait to be told together.
create table notification_waiting (
  id text primary key,
  target_id text not null,
  subject text not null,
  created_at bigint not null
);
create index notification_waiting_target on notification_waiting (target_id, id);

-- One message to one target, and how sending it goes.
create table notification_deliveries (
  seq bigint generated always as identity primary key,
  id text collate "C" not null unique,
  target_id text not null,
  -- what it tells of, in a few words, and of how many subjects
  title text not null,
  subjects integer not null,
  -- JSON list of subjects
  body text not null,
  -- 'pending', 'sent', 'dead'
  status text not null,
  attempts integer not null,
  next_at bigint,
  error text,
  status_code integer,
  created_at bigint not null,
  sent_at bigint
);
create index notification_deliveries_target on notification_deliveries (target_id, seq);
create index notification_deliveries_status on notification_deliveries (status, seq);
