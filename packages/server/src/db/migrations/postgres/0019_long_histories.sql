-- What failed or waits of one flow is found without reading what others have; few executions are in here at all.
create index executions_flow_unsuccessful on executions (flow_id, status, seq)
  where status in ('waiting', 'paused', 'in_doubt', 'failed', 'cancelled');

-- The standard waits until a fifth of a table is dead: two million executions, on a long history. Small and regular
-- rounds keep indexes hot, statistics fresh, and each round short.
alter table events set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.05,
  autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000);
alter table executions set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.05,
  autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000);
alter table journal_entries set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.05,
  autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000);
alter table event_keys set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.05,
  autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000);
alter table event_parties set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.05,
  autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000);
-- Few rows that change all the time: room on the page lets them change in place.
alter table execution_lines set (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
alter table okta_meter set (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
alter table rate_standings set (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
