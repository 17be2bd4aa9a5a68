-- What checks found wrong: one row for each check and object, however often it comes and goes.
create table findings (
  id text primary key,
  org text not null,
  check_id text not null,
  object_kind text not null,
  object_id text not null,
  object_name text not null,
  severity text not null,
  -- 1 low to 4 critical, to sort by
  weight integer not null,
  status text not null,
  reason text not null,
  -- JSON object
  evidence text not null,
  opened_at integer not null,
  -- when what is known of it last changed
  changed_at integer not null,
  closed_at integer,
  -- fixed, excepted, not_applicable or off
  closed_by text,
  times_opened integer not null,
  unique (org, check_id, object_kind, object_id)
) strict;
create index findings_open on findings (status, weight, id);
create index findings_object on findings (org, object_id);
create index findings_check on findings (check_id, status, id);

create table finding_history (
  id text primary key,
  finding_id text not null,
  at integer not null,
  -- opened, reopened, changed, closed, remediated
  what text not null,
  actor text,
  reason text,
  evidence text,
  execution_id text
) strict;
create index finding_history_finding on finding_history (finding_id, id);
create index finding_history_execution on finding_history (execution_id);
