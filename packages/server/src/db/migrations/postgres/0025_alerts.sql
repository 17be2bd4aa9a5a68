-- What detections found. One alert stands for all findings of one matter until somebody closes it.

create table alerts (
  seq bigint generated always as identity primary key,
  id text collate "C" not null unique,
  detection_id text not null,
  title text not null,
  -- of the rule as it was: a digest of its text, or the version of Keyway for its own
  rule_version text not null,
  severity text not null,
  -- 0 for info up to 4 for critical
  rank integer not null,
  -- what makes findings one matter, by the words of the rule
  key text not null,
  -- 'open', 'acknowledged', 'closed'
  state text not null,
  -- 'fixed', 'expected', 'false_alarm', 'other'; null while it is not closed
  reason text,
  -- whom it is about: JSON, { id, kind, login, name } or null
  subject text,
  subject_id text,
  -- JSON: why the rule fired, the last time
  evidence text not null,
  findings bigint not null,
  first_seen bigint not null,
  last_seen bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  closed_at bigint
);
create unique index alerts_active on alerts (detection_id, key) where state <> 'closed';
create index alerts_detection on alerts (detection_id, seq);
create index alerts_subject on alerts (subject_id, seq);
create index alerts_state on alerts (state, rank, seq);

-- The events behind an alert, as far as they are kept: the first ones and the last ones of very many.
create table alert_events (
  alert_id text not null,
  event_id text collate "C" not null,
  primary key (alert_id, event_id)
);

-- What people and flows did about it.
create table alert_deeds (
  id text primary key,
  alert_id text not null,
  at bigint not null,
  actor text not null,
  -- 'acknowledged', 'closed', 'opened', 'noted', 'remedied'
  what text not null,
  detail text
);
create index alert_deeds_alert on alert_deeds (alert_id, id);
