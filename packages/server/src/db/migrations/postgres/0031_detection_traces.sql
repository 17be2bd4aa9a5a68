-- How users come, and from where API tokens are used: by it detections know what is new. Written with the place that the
-- reader of events has reached, so that a start need not read a month of them again.
create table detection_traces (
  -- id of a user, or `token:ID`
  subject text not null,
  -- device, network, country or place
  kind text not null,
  value text not null,
  first_seen bigint not null,
  last_seen bigint not null,
  primary key (subject, kind, value)
);
create index detection_traces_seen on detection_traces (last_seen);

-- How often an account was used, by day since 1970: what is usual for it.
create table detection_days (
  subject text not null,
  day integer not null,
  uses integer not null,
  primary key (subject, day)
);
create index detection_days_day on detection_days (day);
