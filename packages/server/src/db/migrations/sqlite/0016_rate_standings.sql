-- By the clock of the other side; a window did not begin later.
alter table rate_budgets add column begun_at integer not null default 0;
-- Whether no answer has told the end yet.
alter table rate_budgets add column is_guess integer not null default 0;
-- How far that clock is ahead of ours.
alter table rate_budgets add column ahead_ms integer not null default 0;

-- How each process stands with a bucket, told a moment after something changed; and the calls of long executions in it.
create table rate_standings (
  bucket text not null,
  process text not null,
  org text not null,
  call_limit integer not null,
  remaining integer not null,
  -- By the clock of the other side.
  ends_at integer not null,
  window_ms integer not null,
  ahead_ms integer not null,
  used integer not null,
  waiting integer not null,
  seen_at integer not null,
  primary key (bucket, process)
) strict, without rowid;
create index rate_standings_by_org on rate_standings (org, seen_at);

create table rate_calls (
  execution_id text not null,
  bucket text not null,
  calls integer not null,
  seen_at integer not null,
  primary key (execution_id, bucket)
) strict, without rowid;
create index rate_calls_by_bucket on rate_calls (bucket, seen_at);
