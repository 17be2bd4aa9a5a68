-- Rules over the System Log: those of an organisation, how each is set, and how far the reader of events is.

-- Rules that people wrote or brought: Sigma 2, or the catalogue of Okta.
create table detection_rules (
  id text primary key,
  -- what it is listed by, such as 'okta/new-token.yml'
  name text not null unique,
  text text not null,
  created_at integer not null,
  updated_at integer not null,
  updated_by text not null
) strict;

-- What an organisation says of a detection where it differs from what the detection says of itself.
create table detection_settings (
  detection_id text primary key,
  is_on integer,
  severity text,
  -- JSON list of fields whose values make findings of single events one matter
  group_by text,
  -- how long after its end an alert takes what is the same, in milliseconds
  quiet_ms integer,
  remedy_flow_id text,
  updated_at integer not null,
  updated_by text not null
) strict;

create table detection_exceptions (
  id text primary key,
  detection_id text not null,
  filter text not null,
  reason text not null,
  expires_at integer,
  created_at integer not null,
  created_by text not null
) strict;
create index detection_exceptions_detection on detection_exceptions (detection_id);

-- What placeholders of rules stand for: a JSON list of texts.
create table detection_parameters (
  name text primary key,
  texts text not null,
  updated_at integer not null,
  updated_by text not null
) strict;

-- The last event that was judged, and the moment that no window waits for any more.
create table detection_places (
  name text primary key,
  position integer not null,
  passed_to integer not null,
  updated_at integer not null
) strict;
