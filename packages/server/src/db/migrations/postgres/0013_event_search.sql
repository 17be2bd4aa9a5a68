-- Events are found by their type, and by the people and things they name.

create index events_type on events (type, seq);

-- By day first: what is written lies together, and so does what is deleted.
create table event_parties (
  day bigint not null,
  -- a number that stands for an id, login or name
  party bigint not null,
  event_seq bigint not null,
  -- 0: who did it; 1: to whom or what it was done
  role integer not null,
  primary key (day, party, event_seq, role)
);
