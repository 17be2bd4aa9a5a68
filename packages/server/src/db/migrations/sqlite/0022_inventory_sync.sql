-- How the inventory of an Okta org is kept. One process at a time walks an org.
create table inventory_orgs (
  org text primary key,
  -- JSON: InventorySettings
  settings text not null,
  owner text,
  lease_until integer,
  -- Where events are counted as use from: nothing older is known.
  used_since integer
) strict, without rowid;

-- How each kind stands.
create table inventory_kinds (
  org text not null,
  kind text not null,
  -- waiting, walking, complete, forbidden, failed or held
  status text not null,
  -- objects there are, and those that the walk under way has seen
  count integer not null,
  seen integer not null,
  -- the last complete listing: when it began and ended
  listed_from integer,
  completed_at integer,
  -- the walk under way
  begun_at integer,
  -- JSON: where it is; committed with the rows of the page
  place text,
  -- when it is walked next
  due_at integer not null,
  failures integer not null,
  -- JSON: { at, code, message, scope }
  error text,
  -- JSON: { found, gone, at }: a drop that a person has to confirm
  held text,
  primary key (org, kind)
) strict, without rowid;

-- What the walk under way has seen, by page: what is missing at its end is gone.
create table inventory_pages (
  org text not null,
  kind text not null,
  page integer not null,
  -- JSON list of ids
  ids text not null,
  primary key (org, kind, page)
) strict;

-- What events have touched and is to be read again.
create table inventory_marks (
  org text not null,
  kind text not null,
  -- object, children or all
  what text not null,
  -- the object, or the parent; empty for all
  id text not null,
  marked_at integer not null,
  -- of the event that touched it last
  event_at integer not null,
  event_id text,
  actor_id text,
  actor_name text,
  due_at integer not null,
  tries integer not null,
  primary key (org, kind, what, id)
) strict, without rowid;
create index inventory_marks_due on inventory_marks (org, due_at);

-- How fast marks became reads, by the hour: counts by steps of delay.
create table inventory_delays (
  org text not null,
  hour integer not null,
  -- upper end of the step, in milliseconds
  step integer not null,
  count integer not null,
  primary key (org, hour, step)
) strict, without rowid;

-- How far stored events were looked at.
create table event_cursors (
  name text primary key,
  seq integer not null,
  owner text,
  lease_until integer
) strict, without rowid;
