import type { Config } from './config.ts'

/** What settings are about, in the order in which people look for them. */
export const settingGroups = [
  'network',
  'storage',
  'retention',
  'process',
  'identity',
  'tables',
  'limits',
  'ceilings',
] as const

export interface SettingDeclaration {
  /** Environment variables that set it, the first one wins. `DATABASE_URL` and `PORT` are what hosting platforms set. */
  names: readonly [string, ...string[]]
  group: (typeof settingGroups)[number]
  meaning: string
}

/** What of each setting is neither its type nor its standard value. */
export const settingDeclarations = {
  host: {
    names: ['KEYWAY_HOST'],
    group: 'network',
    meaning: 'Address it listens on.',
  },
  port: {
    names: ['KEYWAY_PORT', 'PORT'],
    group: 'network',
    meaning: 'Port it listens on.',
  },
  dataDirectory: {
    names: ['KEYWAY_DATA'],
    group: 'storage',
    meaning: 'Directory of the embedded store, the master key and the local token.',
  },
  databaseUrl: {
    names: ['DATABASE_URL'],
    group: 'storage',
    meaning: 'PostgreSQL server; without it, the embedded SQLite store is used.',
  },
  publicUrl: {
    names: ['KEYWAY_PUBLIC_URL'],
    group: 'network',
    meaning: 'Address by which people and other systems reach it. Without it, the one it listens on.',
  },
  egressAllow: {
    names: ['KEYWAY_EGRESS_ALLOW'],
    group: 'network',
    meaning:
      'Ranges of addresses in your own network that connections may reach. All others of them are refused.',
  },
  logLevel: {
    names: ['KEYWAY_LOG_LEVEL'],
    group: 'process',
    meaning: 'What is written into the log.',
  },
  role: {
    names: ['KEYWAY_ROLE'],
    group: 'process',
    meaning:
      'What this process does: all, only the console and the ways in (server), or only executions (worker).',
  },
  drainSeconds: {
    names: ['KEYWAY_DRAIN_SECONDS'],
    group: 'process',
    meaning: 'Seconds that an ending process lets work finish. Without it, by its role.',
  },
  running: {
    names: ['KEYWAY_RUNNING'],
    group: 'process',
    meaning: 'Executions that run in this process at the same time; what comes beyond waits in the queue.',
  },
  intakeBytes: {
    names: ['KEYWAY_INTAKE_BYTES'],
    group: 'process',
    meaning: 'Bytes of deliveries and calls that wait for their answer at the same time.',
  },
  databaseConnections: {
    names: ['KEYWAY_DATABASE_CONNECTIONS'],
    group: 'storage',
    meaning: 'Connections of one process to PostgreSQL, beside four for batches.',
  },
  databaseStatementSeconds: {
    names: ['KEYWAY_DATABASE_STATEMENT_SECONDS'],
    group: 'storage',
    meaning: 'Seconds that one statement of PostgreSQL may take.',
  },
  masterKey: {
    names: ['KEYWAY_MASTER_KEY'],
    group: 'storage',
    meaning: 'Key that seals all secrets.',
  },
  masterKeyFile: {
    names: ['KEYWAY_MASTER_KEY_FILE'],
    group: 'storage',
    meaning: 'File that holds the key that seals all secrets.',
  },
  maxFileBytes: {
    names: ['KEYWAY_MAX_FILE_BYTES'],
    group: 'storage',
    meaning: 'Longest content of one file, in bytes.',
  },
  keepExecutionDays: {
    names: ['KEYWAY_KEEP_EXECUTION_DAYS'],
    group: 'retention',
    meaning: 'Days that executions are kept after their end.',
  },
  keepEventDays: {
    names: ['KEYWAY_KEEP_EVENT_DAYS'],
    group: 'retention',
    meaning: 'Days that events are kept after they arrived.',
  },
  detectionsDirectory: {
    names: ['KEYWAY_DETECTIONS'],
    group: 'identity',
    meaning: 'Directory of rules that detections are loaded from, beside those kept in the console.',
  },
  rateReserve: {
    names: ['KEYWAY_RATE_RESERVE'],
    group: 'identity',
    meaning:
      'Part of every rate limit of another system that is left to others, in percent, where a connection does not say.',
  },
  inventory: {
    names: ['KEYWAY_INVENTORY'],
    group: 'identity',
    meaning: 'Whether orgs of Okta connections are kept in the inventory where nobody decided about the org.',
  },
  tableRows: {
    names: ['KEYWAY_TABLE_ROWS'],
    group: 'tables',
    meaning: 'Rows of a table.',
  },
  tableColumns: {
    names: ['KEYWAY_TABLE_COLUMNS'],
    group: 'tables',
    meaning: 'Columns of a table.',
  },
  tableCellBytes: {
    names: ['KEYWAY_TABLE_CELL_BYTES'],
    group: 'tables',
    meaning: 'Bytes of a cell, as JSON.',
  },
  tableRowBytes: {
    names: ['KEYWAY_TABLE_ROW_BYTES'],
    group: 'tables',
    meaning: 'Bytes of a row, as JSON.',
  },
  limitDeadlineSeconds: {
    names: ['KEYWAY_LIMIT_DEADLINE_SECONDS'],
    group: 'limits',
    meaning: 'Seconds from start to end, waits included. For a flow that asks for nothing else.',
  },
  limitSteps: {
    names: ['KEYWAY_LIMIT_STEPS'],
    group: 'limits',
    meaning: 'Steps run, turns of loops and pages read among them. For a flow that asks for nothing else.',
  },
  limitListItems: {
    names: ['KEYWAY_LIMIT_LIST_ITEMS'],
    group: 'limits',
    meaning: 'Items that one loop runs over or gathers. For a flow that asks for nothing else.',
  },
  limitPayloadBytes: {
    names: ['KEYWAY_LIMIT_PAYLOAD_BYTES'],
    group: 'limits',
    meaning: 'Bytes of JSON of one value that comes in. For a flow that asks for nothing else.',
  },
  limitChildren: {
    names: ['KEYWAY_LIMIT_CHILDREN'],
    group: 'limits',
    meaning: 'Helper flows that one execution starts. For a flow that asks for nothing else.',
  },
  limitNesting: {
    names: ['KEYWAY_LIMIT_NESTING'],
    group: 'limits',
    meaning:
      'Helper flows that call each other, one within the other. For a flow that asks for nothing else.',
  },
  limitChain: {
    names: ['KEYWAY_LIMIT_CHAIN'],
    group: 'limits',
    meaning: 'Executions that cause one another. For a flow that asks for nothing else.',
  },
  maxDeadlineSeconds: {
    names: ['KEYWAY_MAX_DEADLINE_SECONDS'],
    group: 'ceilings',
    meaning: 'Seconds from start to end, waits included. Whatever a flow asks for.',
  },
  maxSteps: {
    names: ['KEYWAY_MAX_STEPS'],
    group: 'ceilings',
    meaning: 'Steps run, turns of loops and pages read among them. Whatever a flow asks for.',
  },
  maxListItems: {
    names: ['KEYWAY_MAX_LIST_ITEMS'],
    group: 'ceilings',
    meaning: 'Items that one loop runs over or gathers. Whatever a flow asks for.',
  },
  maxPayloadBytes: {
    names: ['KEYWAY_MAX_PAYLOAD_BYTES'],
    group: 'ceilings',
    meaning: 'Bytes of JSON of one value that comes in. Whatever a flow asks for.',
  },
  maxChildren: {
    names: ['KEYWAY_MAX_CHILDREN'],
    group: 'ceilings',
    meaning: 'Helper flows that one execution starts. Whatever a flow asks for.',
  },
  maxNesting: {
    names: ['KEYWAY_MAX_NESTING'],
    group: 'ceilings',
    meaning: 'Helper flows that call each other, one within the other. Whatever a flow asks for.',
  },
  maxChain: {
    names: ['KEYWAY_MAX_CHAIN'],
    group: 'ceilings',
    meaning: 'Executions that cause one another. Whatever a flow asks for.',
  },
} as const satisfies Record<keyof Config, SettingDeclaration>
