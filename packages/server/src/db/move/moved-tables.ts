import type { Schema } from '../schema.ts'

/**
 * Every table whose rows a move copies as they are, in an order in which no row refers to one that comes later. Whoever
 * adds a table adds it here; a test compares the list with what the migrations make, and a move refuses what it does not
 * know.
 */
export const movedTables = [
  'settings',
  'users',
  'sessions',
  'api_tokens',
  'connections',
  'folders',
  'flows',
  'flow_versions',
  'flow_connections',
  'endpoints',
  'okta_hooks',
  'okta_feeds',
  'okta_meter',
  'sources',
  'source_deliveries',
  'schedules',
  'tables',
  'table_spaces',
  'table_rows',
  'table_cells',
  'table_keys',
  'table_swaps',
  'files',
  'file_parts',
  'questions',
  'event_replays',
  'audit_log',
  'rate_budgets',
  'rate_standings',
  'rate_calls',
  'execution_lines',
  'event_keys',
  'events',
  'event_parties',
  'executions',
  'execution_parties',
  'journal_entries',
  'journal_blobs',
  'journal_snapshots',
] as const satisfies readonly (keyof Schema)[]

/** Tables that a move treats in another way, and how. */
export const otherTables = {
  schema_migrations: 'each engine keeps its own',
  schema_contracts: 'each engine keeps its own',
  processes: 'those of the store that is left are not there any more',
  upkeep_turns: 'come again by themselves',
  jobs: 'become jobs of pg-boss',
  unfiled_parties: 'are filed before a store is closed',
  dead_letters: 'become dead letters of pg-boss',
} as const
