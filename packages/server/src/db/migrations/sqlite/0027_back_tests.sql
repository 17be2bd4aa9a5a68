-- What detections would have found in stored events.

create table back_tests (
  id text primary key,
  -- JSON list of ids; and JSON of a rule that is not kept yet, or null
  detections text not null,
  draft text,
  from_at integer not null,
  to_at integer not null,
  -- 'running', 'done', 'failed', 'cancelled'
  status text not null,
  total integer not null,
  done integer not null,
  -- JSON: counts and examples so far
  result text not null,
  error text,
  created_at integer not null,
  created_by text not null,
  finished_at integer
) strict;
create index back_tests_created on back_tests (created_at);
