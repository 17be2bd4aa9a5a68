-- An execution shows by which others it was repeated.

create index executions_rerun_of on executions (rerun_of, seq) where rerun_of is not null;
