-- How events of an Okta org arrive, and proof that none is missing.

-- By which ways an event was seen: 1 the event hook, 2 the System Log, 3 both, 0 where nobody counts.
alter table event_keys add column ways integer not null default 0;
-- Flows that matched and were not started, with the reason: a JSON list.
alter table events add column skipped text;

-- One reader of the System Log for each org. Only the owner writes the state.
create table okta_feeds (
  org text primary key,
  settings text not null,
  state text,
  owner text,
  lease_until integer
) strict, without rowid;

-- Events by the day they happened on (days since 1970, UTC). Measures: hook, log, both, and delay.N for each step of delay.
create table okta_meter (
  org text not null,
  day integer not null,
  type text not null,
  measure text not null,
  count integer not null,
  primary key (org, day, type, measure)
) strict, without rowid;
