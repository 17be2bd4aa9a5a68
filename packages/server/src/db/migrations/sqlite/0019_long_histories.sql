-- What failed or waits of one flow is found without reading what others have; few executions are in here at all.
create index executions_flow_unsuccessful on executions (flow_id, status, seq)
  where status in ('waiting', 'paused', 'in_doubt', 'failed', 'cancelled');
