-- Executions that must not run beside each other stand in line.

-- null when it is over
alter table executions add column line_key text;
-- the time of its event: the earliest goes first
alter table executions add column line_order integer;
-- 1 while it waits for its turn
alter table executions add column in_line integer not null default 0;
create index executions_line on executions (line_key, in_line, line_order, seq) where line_key is not null;

create table execution_lines (
  line_key text primary key,
  -- executions that have their turn and are not over
  running integer not null,
  waiting integer not null,
  -- how many may have their turn at once
  most integer not null
) strict;
