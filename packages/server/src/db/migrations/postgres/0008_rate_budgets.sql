-- What was given away of the present window of each bucket of an API, where several processes share it.
create table rate_budgets (
  bucket text primary key,
  call_limit integer not null,
  granted integer not null,
  -- By the clock of the other side; 0 while nothing is known.
  ends_at bigint not null
);
