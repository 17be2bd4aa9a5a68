import path from 'node:path'
import { z } from '@keyway/sdk'
import { defaultLimits } from '@keyway/engine'
import { mostLimits } from './executions/limits.ts'
import { settingDeclarations, type SettingDeclaration } from './setting-declarations.ts'
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

/**
 * Reads the configuration: options first, then the environment, then defaults.
 *
 * @throws {Error} that names each wrong setting, without the values of secret ones.
 */
export function readConfig(options: ConfigOptions, environment: NodeJS.ProcessEnv): Config {
  const parsed = settings.safeParse(
    Object.fromEntries(findSettings(options, environment).map(({ setting, value }) => [setting, value])),
  )
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
  const declared = Object.entries(settingDeclarations).find(([name]) => name === setting)?.[1]
  return declared === undefined ? String(setting) : `${String(setting)} (${declared.names[0]})`
}

interface FoundSetting {
  setting: string
  value: unknown
  /** The environment variable that it comes from; null for an option of the command line. */
  from: string | null
}

/** What somebody set: options first, then the environment. */
function findSettings(options: ConfigOptions, environment: NodeJS.ProcessEnv): FoundSetting[] {
  const given: Readonly<Record<string, unknown>> = options
  return Object.entries(settingDeclarations).flatMap(([setting, { names }]): FoundSetting[] => {
    if (given[setting] !== undefined) return [{ setting, value: given[setting], from: null }]
    const from = names.find((name) => environment[name] !== undefined && environment[name] !== '')
    if (from === undefined) return []
    const text = environment[from] ?? ''
    return [{ setting, value: setting === 'egressAllow' ? text.split(/[\s,]+/) : text, from }]
  })
}

/** A setting as people see it. */
export interface ShownSetting {
  name: keyof Config
  group: SettingDeclaration['group']
  meaning: string
  variables: readonly string[]
  /** Null where nothing is set; of a secret only that it is. */
  value: string | null
  /** Null where nothing holds unless somebody sets it. */
  standard: string | null
  source: 'option' | 'environment' | 'standard'
}

/** Every setting with its present value and where that comes from. Secrets stay out of it. */
export function showSettings(options: ConfigOptions, environment: NodeJS.ProcessEnv): ShownSetting[] {
  const present = readConfig(options, environment)
  const standard = readConfig({}, {})
  const found = new Map(findSettings(options, environment).map(({ setting, from }) => [setting, from]))
  return settingNames.map((name) => {
    const { names, group, meaning } = settingDeclarations[name]
    const from = found.get(name)
    return {
      name,
      group,
      meaning,
      variables: names,
      value: secretSettings.has(name) && present[name] !== undefined ? '••••••' : print(present[name]),
      standard: print(standard[name]),
      source: from === undefined ? 'standard' : from === null ? 'option' : 'environment',
    }
  })
}

/** An address of a database holds its password. */
const secretSettings: ReadonlySet<keyof Config> = new Set(['masterKey', 'databaseUrl'])
const settingNames = settings.keyof().options

function print(value: string | number | readonly string[] | undefined): string | null {
  if (value === undefined) return null
  return typeof value === 'object' ? value.join(', ') || null : String(value)
}
