-- Executions that are paused, repeat another, or change nothing; what saves replaying a long journal; questions to people.

drop index executions_unsuccessful;
create index executions_unsuccessful on executions (status, seq)
  where status in ('waiting', 'paused', 'in_doubt', 'failed', 'cancelled');

alter table executions add column dry_run integer not null default 0;
alter table executions add column rerun_of text;
-- 'kept'; 'temporary': to be deleted when the outermost caller is over; 'deleted'
alter table executions add column journal text not null default 'kept';
create index executions_temporary on executions (seq) where journal = 'temporary';

create table journal_snapshots (
  execution_id text not null,
  -- 0: the first one, 1: the latest one
  kind integer not null,
  -- how many entries of the journal it stands for
  position integer not null,
  state text not null,
  primary key (execution_id, kind)
);

create table questions (
  id text primary key,
  execution_id text not null,
  command integer not null,
  flow_id text not null,
  step text not null,
  -- JSON: question, details, approvers, fields
  request text not null,
  -- 'open', 'answered'
  status text not null,
  created_at bigint not null,
  expires_at bigint not null,
  answered_at bigint,
  answered_by text,
  answer text,
  unique (execution_id, command)
);
create index questions_status on questions (status, created_at);
