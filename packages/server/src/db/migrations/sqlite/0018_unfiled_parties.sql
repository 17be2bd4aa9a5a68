-- What events are found by, as it came: filed in event_parties a little later, many at once and in the order of that
-- table, because a row here and a row there costs a page each.
create table unfiled_parties (
  event_seq integer primary key,
  day integer not null,
  -- 64-bit floating point numbers: the party of a target, or minus one minus the party of an actor
  parties blob not null
) strict;
