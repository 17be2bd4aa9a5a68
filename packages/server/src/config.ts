import path from 'node:path'
import { z } from '@keyway/sdk'
import { defaultLimits } from '@keyway/engine'
import { mostLimits } from './executions/limits.ts'
import { defaultTableLimits } from './tables/limits.ts'

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const

const atLeastOne = z.coerce.number().int().min(1)
const count = z.coerce.number().int().min(0)
/** Beyond this a value is near the longest text that Node can hold. */
const payload = z.coerce.number().int().min(1_000).max(250_000_000)
const percent = z.coerce.number().int().min(0).max(95)
const port = z.coerce.number().int().min(0).max(65_535)
const url = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, ''))
const range = z.string().regex(/^[0-9a-f.:]+(\/\d{1,3})?$/i, 'is not an address range such as 10.1.2.0/24')

const settings = z.object({
  host: z.string().min(1).default('127.0.0.1'),
  port: port.default(8377),
  dataDirectory: z
    .string()
    .min(1)
    .default('.keyway')
    .transform((directory) => path.resolve(directory)),
  databaseUrl: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'begins with postgres://')
    .optional(),
  /** What a process takes of a PostgreSQL server; see PostgresLimits. */
  databaseConnections: z.coerce.number().int().min(4).max(500).default(10),
  databaseStatementSeconds: atLeastOne.max(86_400).default(60),
  publicUrl: url.optional(),
  egressAllow: z.array(range).default([]),
  logLevel: z.enum(logLevels).default('info'),
  role: z.enum(['all', 'server', 'worker']).default('all'),
  /** How long an ending process lets requests and executions finish; see `docs/scale.md`. */
  drainSeconds: count.max(3_600).optional(),
  /** Executions that run in this process at the same time; what comes beyond waits in the queue. */
  running: z.coerce.number().int().min(8).max(10_000).default(512),
  /** Most bytes of requests of other systems that wait for their answer at the same time. */
  intakeBytes: atLeastOne.default(64 * 1024 * 1024),
  masterKey: z.string().optional(),
  masterKeyFile: z.string().optional(),
  /** Longest content of one file, in bytes. */
  maxFileBytes: z.coerce
    .number()
    .int()
    .min(1)
    .default(100 * 1000 * 1000),
  /** Days that executions and events are kept after their end and their arrival. */
  keepExecutionDays: atLeastOne.default(90),
  keepEventDays: atLeastOne.default(90),
  /** Files of rules that detections are loaded from, beside those that people keep in the console. */
  detectionsDirectory: z.string().min(1).optional(),
  /** Of every rate limit of another system: what is left to others, in percent, where a connection does not say. */
  rateReserve: percent.default(50),
  /** Whether orgs of Okta connections are kept in the inventory where nobody decided about the org. */
  inventory: z.enum(['on', 'off']).default('on'),
  /** Limits of each table; see TableLimits. */
  tableRows: atLeastOne.default(defaultTableLimits.rows),
  tableColumns: atLeastOne.default(defaultTableLimits.columns),
  tableCellBytes: atLeastOne.default(defaultTableLimits.cellBytes),
  tableRowBytes: atLeastOne.default(defaultTableLimits.rowBytes),
  /** Limits of an execution whose flow asks for none; see Limits. */
  limitDeadlineSeconds: atLeastOne.default(defaultLimits.deadlineSeconds),
  limitSteps: atLeastOne.default(defaultLimits.steps),
  limitListItems: atLeastOne.default(defaultLimits.listItems),
  limitPayloadBytes: payload.default(defaultLimits.payloadBytes),
  limitChildren: count.default(defaultLimits.children),
  limitNesting: count.default(defaultLimits.nesting),
  limitChain: count.default(defaultLimits.chain),
  /** The most that any execution has, whatever its flow asks for. */
  maxDeadlineSeconds: atLeastOne.default(mostLimits.deadlineSeconds),
  maxSteps: atLeastOne.default(mostLimits.steps),
  maxListItems: atLeastOne.default(mostLimits.listItems),
  maxPayloadBytes: payload.default(mostLimits.payloadBytes),
  maxChildren: count.default(mostLimits.children),
  maxNesting: count.default(mostLimits.nesting),
  maxChain: count.default(mostLimits.chain),
})

/** What the command line or a test may give; it wins over the environment. */
export type ConfigOptions = z.input<typeof settings>

/**
 * The configuration of a process: parsed once, frozen, passed on. Times and sizes that nobody needs to change are
 * constants beside what they limit.
 */
export type Config = Readonly<z.output<typeof settings>>

/** Environment variables by setting. `DATABASE_URL` and `PORT` are what hosting platforms set. */
const environmentNames = {
  host: ['KEYWAY_HOST'],
  port: ['KEYWAY_PORT', 'PORT'],
  dataDirectory: ['KEYWAY_DATA'],
  databaseUrl: ['DATABASE_URL'],
  publicUrl: ['KEYWAY_PUBLIC_URL'],
  egressAllow: ['KEYWAY_EGRESS_ALLOW'],
  logLevel: ['KEYWAY_LOG_LEVEL'],
  role: ['KEYWAY_ROLE'],
  drainSeconds: ['KEYWAY_DRAIN_SECONDS'],
  running: ['KEYWAY_RUNNING'],
  intakeBytes: ['KEYWAY_INTAKE_BYTES'],
  databaseConnections: ['KEYWAY_DATABASE_CONNECTIONS'],
  databaseStatementSeconds: ['KEYWAY_DATABASE_STATEMENT_SECONDS'],
  masterKey: ['KEYWAY_MASTER_KEY'],
  masterKeyFile: ['KEYWAY_MASTER_KEY_FILE'],
  maxFileBytes: ['KEYWAY_MAX_FILE_BYTES'],
  keepExecutionDays: ['KEYWAY_KEEP_EXECUTION_DAYS'],
  keepEventDays: ['KEYWAY_KEEP_EVENT_DAYS'],
  detectionsDirectory: ['KEYWAY_DETECTIONS'],
  rateReserve: ['KEYWAY_RATE_RESERVE'],
  inventory: ['KEYWAY_INVENTORY'],
  tableRows: ['KEYWAY_TABLE_ROWS'],
  tableColumns: ['KEYWAY_TABLE_COLUMNS'],
  tableCellBytes: ['KEYWAY_TABLE_CELL_BYTES'],
  tableRowBytes: ['KEYWAY_TABLE_ROW_BYTES'],
  limitDeadlineSeconds: ['KEYWAY_LIMIT_DEADLINE_SECONDS'],
  limitSteps: ['KEYWAY_LIMIT_STEPS'],
  limitListItems: ['KEYWAY_LIMIT_LIST_ITEMS'],
  limitPayloadBytes: ['KEYWAY_LIMIT_PAYLOAD_BYTES'],
  limitChildren: ['KEYWAY_LIMIT_CHILDREN'],
  limitNesting: ['KEYWAY_LIMIT_NESTING'],
  limitChain: ['KEYWAY_LIMIT_CHAIN'],
  maxDeadlineSeconds: ['KEYWAY_MAX_DEADLINE_SECONDS'],
  maxSteps: ['KEYWAY_MAX_STEPS'],
  maxListItems: ['KEYWAY_MAX_LIST_ITEMS'],
  maxPayloadBytes: ['KEYWAY_MAX_PAYLOAD_BYTES'],
  maxChildren: ['KEYWAY_MAX_CHILDREN'],
  maxNesting: ['KEYWAY_MAX_NESTING'],
  maxChain: ['KEYWAY_MAX_CHAIN'],
} as const satisfies Record<keyof Config, readonly string[]>

/**
 * Reads the configuration: options first, then the environment, then defaults.
 *
 * @throws {Error} that names each wrong setting, without the values of secret ones.
 */
export function readConfig(options: ConfigOptions, environment: NodeJS.ProcessEnv): Config {
  const found: Record<string, unknown> = {}
  for (const [setting, names] of Object.entries(environmentNames)) {
    const text = names.map((name) => environment[name]).find((value) => value !== undefined && value !== '')
    if (text !== undefined) found[setting] = setting === 'egressAllow' ? text.split(/[\s,]+/) : text
  }
  for (const [setting, value] of Object.entries(options)) if (value !== undefined) found[setting] = value
  const parsed = settings.safeParse(found)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${nameOf(issue.path[0])}: ${issue.message}`)
    throw new Error(`The configuration is not usable. ${problems.join('; ')}.`)
  }
  const { role, databaseUrl } = parsed.data
  if (role !== 'all' && databaseUrl === undefined) {
    throw new Error(
      `The role "${role}" shares its store with other processes, which takes PostgreSQL. Give its address with --database-url or DATABASE_URL, or run one process with the role "all".`,
    )
  }
  return Object.freeze(parsed.data)
}

function nameOf(setting: PropertyKey | undefined): string {
  const names = Object.entries(environmentNames).find(([name]) => name === setting)?.[1]
  return names === undefined ? String(setting) : `${String(setting)} (${names[0]})`
}
