-- Several processes over one store.

-- Who is there, told again every few seconds.
create table processes (
  id text primary key not null,
  role text not null,
  host text not null,
  pid integer not null,
  version text not null,
  -- the newest migration it knows: it works with every later one that does not ask for more
  schema_known integer not null,
  state text not null,
  address text,
  started_at integer not null,
  seen_at integer not null
);

-- What one process at a time does, and when it is due again.
create table upkeep_turns (
  task text primary key not null,
  owner text not null,
  due_at integer not null
);

-- What waits for a free place, by flow, so that each flow gets its share.
create index executions_ready on executions (flow_id, seq) where status = 'queued';
