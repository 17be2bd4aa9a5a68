-- Checks of Okta orgs: how each stands, what people decided about it, and how that was over time.
create table check_states (
  org text not null,
  check_id text not null,
  -- pass, fail, manual, unknown or not_applicable
  status text not null,
  -- why it says neither yes nor no
  reason text,
  findings bigint not null,
  evaluated_at bigint not null,
  duration_ms bigint not null,
  -- since when it has this status
  since bigint not null,
  primary key (org, check_id)
);

-- Where people chose something else than what a check comes with.
create table check_settings (
  check_id text primary key,
  is_on integer not null,
  severity text,
  -- JSON object of parameters
  parameters text not null,
  -- JSON: Remediation
  remediation text not null,
  updated_at bigint not null,
  updated_by text not null
);

create table check_mutes (
  org text not null,
  check_id text not null,
  reason text not null,
  -- null: until somebody ends it
  until_at bigint,
  created_at bigint not null,
  created_by text not null,
  primary key (org, check_id)
);

-- Objects that a check leaves alone.
create table check_exceptions (
  id text primary key,
  org text not null,
  check_id text not null,
  object_id text not null,
  object_name text not null,
  reason text not null,
  until_at bigint,
  created_at bigint not null,
  created_by text not null,
  unique (org, check_id, object_id)
);

-- What an org says of itself. JSON: OrgFacts
create table check_facts (
  org text primary key,
  facts text not null
);

-- How each check stood at the end of a day, for the trend.
create table check_days (
  org text not null,
  -- days since 1970
  day bigint not null,
  check_id text not null,
  status text not null,
  findings bigint not null,
  primary key (org, day, check_id)
);
