import type { Bookkeeping, InventoryTables } from '@keyway/identity'
import type { Generated } from 'kysely'
import type { CheckSchema } from './check-schema.ts'
import type { DetectionSchema } from './detection-schema.ts'

// The tables as both engines have them. Ids are UUIDv7 text, times integer milliseconds, bodies JSON text, booleans 0
// or 1. The migrations create them.

export type ExecutionMode = 'event' | 'manual' | 'endpoint' | 'child' | 'schedule'
export type ExecutionStatus =
  'queued' | 'running' | 'waiting' | 'paused' | 'in_doubt' | 'succeeded' | 'failed' | 'cancelled'
/** 0 is false, 1 is true. */
export type Flag = 0 | 1
export type Role = 'viewer' | 'operator' | 'builder' | 'admin'

export interface Schema extends InventorySchema, DetectionSchema, CheckSchema {
  users: UsersTable
  sessions: SessionsTable
  api_tokens: ApiTokensTable
  settings: { key: string; value: string }
  connections: ConnectionsTable
  folders: { id: string; name: string }
  flows: FlowsTable
  flow_versions: FlowVersionsTable
  flow_connections: { flow_id: string; name: string; connection_id: string }
  endpoints: EndpointsTable
  okta_hooks: OktaHooksTable
  sources: SourcesTable
  source_deliveries: SourceDeliveriesTable
  events: EventsTable
  okta_feeds: OktaFeedsTable
  okta_meter: { org: string; day: number; type: string; measure: string; count: number }
  /**
   * `occurred_at`: when the event happened or arrived, whichever was later.
   * `ways`: 1 seen by an event hook, 2 by the System Log, 3 by both; and 4 where no hook was to bring it.
   */
  event_keys: { key: Uint8Array; occurred_at: number; ways: Generated<number> }
  /** From when on keys have their present form; see `event-key.ts`. */
  event_key_form: { since: number }
  executions: ExecutionsTable
  event_replays: EventReplaysTable
  event_parties: { day: number; party: number; event_seq: number; role: number }
  execution_parties: { day: number; party: number; execution_seq: number; role: number }
  execution_lines: ExecutionLinesTable
  journal_entries: { execution_id: string; position: number; entry: string }
  journal_blobs: { execution_id: string; position: number; entry: string }
  journal_snapshots: { execution_id: string; kind: 0 | 1; position: number; state: string }
  questions: QuestionsTable
  /** `columns` and `keys` are JSON lists. */
  tables: {
    id: string
    name: string
    columns: string
    keys: string
    parts_made: Generated<number>
    created_at: number
  }
  table_spaces: { number: Generated<number>; table_id: string | null; is_indexed: Flag }
  table_rows: TableRowsTable
  table_cells: { space: number; column_number: number; value: string; row_seq: number }
  table_keys: { space: number; key_number: number; value: string; row_seq: number }
  /** `answer` is JSON. */
  table_swaps: { id: string; at: number; answer: string }
  audit_log: AuditLogTable
  files: FilesTable
  file_parts: { file_id: string; position: number; bytes: Uint8Array }
  schedules: SchedulesTable
  processes: ProcessesTable
  upkeep_turns: { task: string; owner: string; due_at: number }
  rate_budgets: RateBudgetsTable
  rate_standings: RateStandingsTable
  rate_calls: { execution_id: string; bucket: string; calls: number; seen_at: number }
  schema_migrations: { number: number; name: string; checksum: string; applied_at: number }
}

/** Columns of every table of the inventory, beside those that the objects have. */
interface InventoryRow extends Bookkeeping {
  /** The org's host. */
  org: string
  /** JSON object: the object as Okta gave it, without secrets. */
  body: string
  digest: string
}

/** The inventory of Okta orgs, as `@keyway/identity` declares it, and how it is kept. */
type InventorySchema = {
  [Table in Exclude<keyof InventoryTables, 'okta_objects'>]: InventoryTables[Table] & InventoryRow
} & {
  okta_objects: InventoryTables['okta_objects'] & InventoryRow & { kind: string }
  okta_links: {
    org: string
    from_kind: string
    from_id: string
    relation: string
    to_kind: string
    to_id: string
  }
  okta_usage: OktaUsageTable
  inventory_changes: InventoryChangesTable
  /** `settings` is JSON: InventorySettings. `used_since`: where events are counted as use from. */
  inventory_orgs: {
    org: string
    settings: string
    owner: string | null
    lease_until: number | null
    used_since: number | null
  }
  inventory_kinds: InventoryKindsTable
  /** `ids` is a JSON list: what the walk under way has seen in the listing `unit`, or what is gone from it. */
  inventory_pages: { org: string; kind: string; page: number; ids: string; unit: string; is_gone: Flag }
  inventory_marks: InventoryMarksTable
  inventory_delays: { org: string; hour: number; step: number; count: number }
  event_cursors: { name: string; seq: number; owner: string | null; lease_until: number | null }
}

export interface OktaUsageTable {
  org: string
  /** A user, an OAuth client or an API token. */
  actor_id: string
  /** An app; `okta` is a session, `admin` the Admin Console. */
  object_id: string
  first_used: number
  last_used: number
  /** Renewals by a machine, such as refresh tokens. */
  last_renewed: number | null
  uses: number
  failures: number
  last_failed: number | null
}

export interface InventoryChangesTable {
  id: string
  org: string
  kind: string
  /** The object's key, joined by `/`. */
  object_id: string
  name: string
  at: number
  what: 'created' | 'updated' | 'deleted' | 'restored'
  /** JSON list of `{ path, from, to }`. */
  fields: string
  actor_id: string | null
  actor_name: string | null
  /** The System Log event that told it. */
  event_id: string | null
  /** JSON: the body up to this change; null for created. */
  before: string | null
}

export type KindStatus = 'waiting' | 'walking' | 'complete' | 'forbidden' | 'unavailable' | 'failed' | 'held'

export interface InventoryKindsTable {
  org: string
  kind: string
  status: KindStatus
  /** Objects there are, and those that the walk under way has seen. */
  count: number
  seen: number
  /** The last complete listing: when it began and ended. */
  listed_from: number | null
  completed_at: number | null
  /** The walk under way. */
  begun_at: number | null
  /** JSON: where it is. */
  place: string | null
  due_at: number
  failures: number
  /** JSON: what went wrong last. */
  error: string | null
  /** JSON: a drop that a person has to confirm. */
  held: string | null
}

export interface InventoryMarksTable {
  org: string
  kind: string
  what: 'object' | 'children' | 'all'
  /** The object, or the parent; empty for all. */
  id: string
  marked_at: number
  /** When what touched it happened. */
  event_at: number
  event_id: string | null
  actor_id: string | null
  actor_name: string | null
  due_at: number
  tries: number
}

export interface RateBudgetsTable {
  bucket: string
  call_limit: number
  granted: number
  begun_at: number
  ends_at: number
  is_guess: number
  ahead_ms: number
}

export interface RateStandingsTable {
  bucket: string
  process: string
  org: string
  call_limit: number
  remaining: number
  ends_at: number
  window_ms: number
  ahead_ms: number
  used: number
  waiting: number
  seen_at: number
}

export interface UsersTable {
  id: string
  email: string
  name: string
  password_hash: string
  role: Role
  created_at: number
}

export interface SessionsTable {
  /** SHA-256 of the session's secret, hexadecimal. */
  id_hash: string
  user_id: string
  created_at: number
  expires_at: number
}

export interface ApiTokensTable {
  id: string
  name: string
  token_hash: string
  role: Role
  created_by: string
  created_at: number
  last_used_at: number | null
  revoked_at: number | null
}

export interface ConnectionsTable {
  id: string
  name: string
  connector: string
  /** JSON object of the fields that are no secrets. */
  settings: string
  /** Encrypted JSON object. */
  secrets: string
  created_at: number
  updated_at: number
  tested_at: number | null
  test_ok: Flag | null
  test_message: string | null
}

export interface FlowsTable {
  id: string
  name: string
  folder_id: string | null
  kind: string
  is_on: Flag
  /** Flow document, JSON. */
  draft: string
  /** Grows with each save of the draft. */
  draft_number: Generated<number>
  draft_saved_at: Generated<number>
  draft_saved_by: Generated<string>
  published_version_id: string | null
  created_at: number
  updated_at: number
  owner: Generated<string | null>
  /** A JSON list of texts. */
  tags: Generated<string>
}

export interface FlowVersionsTable {
  id: string
  flow_id: string
  /** Its place in the history, from 1. Below zero: a draft that was run without being published; -3 is its third save. */
  number: number
  /** Flow document, JSON; never changed. */
  document: string
  created_at: number
  created_by: string
  /** What its author says of it. */
  message: Generated<string | null>
}

export interface EndpointsTable {
  flow_id: string
  path: string
  security: string
  token_encrypted: string | null
  /** A readable name for the URL, beside the path. */
  alias: Generated<string | null>
  /** Still accepted until `previous_valid_until`, while a rotation is under way. */
  previous_token_encrypted: Generated<string | null>
  previous_valid_until: Generated<number | null>
}

export interface OktaHooksTable {
  id: string
  path: string
  name: string
  header_name: string
  secret_encrypted: string
  /** Still accepted until `previous_valid_until`, while a rotation is under way. */
  previous_secret_encrypted: string | null
  previous_valid_until: number | null
  connection_id: string | null
  created_at: number
  verified_at: number | null
  last_delivery_at: number | null
  /** JSON: RemoteHook; null for a hook that a person set up. */
  remote: string | null
}

export interface SourcesTable {
  id: string
  /** What flows name it by. */
  name: string
  kind: string
  path: string
  /** JSON object. */
  settings: string
  secret_encrypted: string
  /** Still accepted until `previous_valid_until`, while a rotation is under way. */
  previous_secret_encrypted: string | null
  previous_valid_until: number | null
  created_at: number
  updated_at: number
  last_delivery_at: number | null
  deliveries: Generated<number>
  events: Generated<number>
  refused: Generated<number>
}

export interface SourceDeliveriesTable {
  id: string
  source_id: string
  at: number
  /** HTTP status of the answer. */
  status: number
  outcome: 'accepted' | 'answered' | 'refused'
  /** Type of the event, what was answered, or the code of the refusal. */
  what: string
  bytes: number
  event_id: string | null
}

export interface EventsTable {
  /** Order of arrival. */
  seq: Generated<number>
  id: string
  source: string
  type: string
  subject: string | null
  occurred_at: number
  received_at: number
  payload: string
  /** JSON list of `{ flowId, reason }`: flows that matched and were not started. */
  skipped: Generated<string | null>
}

export interface OktaFeedsTable {
  org: string
  /** JSON: FeedSettings. */
  settings: string
  /** JSON: FeedState; null before the first page. */
  state: string | null
  owner: string | null
  lease_until: number | null
}

export interface ExecutionsTable {
  /** Order of creation. */
  seq: Generated<number>
  id: string
  flow_id: string
  version_id: string
  event_id: string | null
  parent_id: string | null
  parent_command: number | null
  root_id: string
  mode: ExecutionMode
  status: ExecutionStatus
  owner: string | null
  lease_until: number | null
  attempt: number
  created_at: number
  started_at: number | null
  finished_at: number | null
  error_code: string | null
  error_message: string | null
  failed_step: string | null
  stopped: Flag
  dry_run: Flag
  rerun_of: string | null
  journal: JournalKeeping
  /** Null when it is over. */
  line_key: Generated<string | null>
  line_order: Generated<number | null>
  /** 1 while it waits for its turn. */
  in_line: Generated<Flag>
}

export interface EventReplaysTable {
  id: string
  /** JSON: the filter that finds the events. */
  filter: string
  flow_id: string
  version_id: string
  dry_run: Flag
  /** 1: also those that the trigger does not take. */
  every_event: Flag
  status: 'running' | 'done' | 'cancelled'
  /** The last event that was looked at. */
  position: number
  /** The last event there is to look at. */
  last_seq: number
  total: number
  done: number
  started: number
  created_at: number
  created_by: string
  finished_at: number | null
}

export interface ExecutionLinesTable {
  line_key: string
  /** Executions that have their turn and are not over. */
  running: number
  waiting: number
  /** How many may have their turn at once. */
  most: number
}

/** Whether the journal stays: `temporary` ones are deleted when the outermost caller is over. */
export type JournalKeeping = 'kept' | 'temporary' | 'deleted'

export interface QuestionsTable {
  id: string
  execution_id: string
  command: number
  flow_id: string
  step: string
  /** JSON: a PersonRequest. */
  request: string
  status: 'open' | 'answered'
  created_at: number
  expires_at: number
  answered_at: number | null
  answered_by: string | null
  /** JSON object: what the flow gets. */
  answer: string | null
}

export interface TableRowsTable {
  /** Order of creation. */
  seq: Generated<number>
  space: number
  id: string
  created_at: number
  updated_at: number
  version: number
  /** JSON object, column id to value. */
  cells: string
}

export interface FilesTable {
  id: string
  name: string
  content_type: string
  /** Null while the content is being written. */
  size: number | null
  /** The execution, its step's idempotency key and the attempt that wrote it; null for a file a person uploaded. */
  execution_id: string | null
  step: string | null
  attempt: number | null
  /** 1 once it was found in a journal, or was uploaded. */
  is_kept: Flag
  created_at: number
}

export interface AuditLogTable {
  seq: Generated<number>
  at: number
  actor: string
  action: string
  target: string | null
  detail: string | null
}

export interface SchedulesTable {
  name: string
  cron: string
  time_zone: string
  missed: 'skip' | 'once' | 'all'
  queue: string
  payload: string
  /** When it is due next; null when its cron expression has no further occurrence. */
  next_at: number | null
}

export interface ProcessesTable {
  id: string
  role: 'all' | 'server' | 'worker'
  host: string
  pid: number
  version: string
  /** The newest migration it knows. */
  schema_known: number
  state: 'ready' | 'draining'
  /** Where its health can be asked for. */
  address: string | null
  started_at: number
  seen_at: number
}
