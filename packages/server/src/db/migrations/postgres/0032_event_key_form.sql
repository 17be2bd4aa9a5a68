-- Keys of events whose ids hold a time begin with it, from this time on (milliseconds since 1970); no row means always.
-- Processes of the version before give all keys the form of before, so the change comes a day after they are replaced.
create table event_key_form (
  since bigint not null primary key
);
insert into event_key_form (since)
  select (extract(epoch from now())::bigint + 86400) * 1000 where exists (select 1 from event_keys);
