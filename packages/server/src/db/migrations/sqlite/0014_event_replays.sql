-- Stored events that are given to a flow once more.

create table event_replays (
  id text primary key,
  -- JSON: the filter that finds the events
  filter text not null,
  flow_id text not null,
  version_id text not null,
  dry_run integer not null,
  -- 1: also those that the trigger does not take
  every_event integer not null,
  -- 'running', 'done', 'cancelled'
  status text not null,
  -- the last event that was looked at, and the last one there is to look at
  position integer not null,
  last_seq integer not null,
  total integer not null,
  done integer not null,
  started integer not null,
  created_at integer not null,
  created_by text not null,
  finished_at integer
) strict;
create index event_replays_created on event_replays (created_at);
