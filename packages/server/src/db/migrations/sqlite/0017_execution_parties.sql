-- Executions are found by whom they are about where their event does not say so: those that repeat an older event, and
-- those whose steps changed somebody. By day first: what is written lies together, and so does what is deleted.
create table execution_parties (
  -- of the execution
  day integer not null,
  -- a number that stands for an id, login or name
  party integer not null,
  execution_seq integer not null,
  -- 0: who did it; 1: to whom or what it was done; 2: a step changed it
  role integer not null,
  primary key (day, party, execution_seq, role)
) strict, without rowid;
