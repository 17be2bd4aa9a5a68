import { Option, type Command } from 'commander'
import type { Keyway } from '@keyway/server'
import { CommandError } from '../command-error.ts'
import { print } from '../output/print.ts'
import { untilStopped } from '../until-stopped.ts'
import { defaultDataDirectory, defaultPort } from '../server-options.ts'
import { collect, parsePort } from './parse-option.ts'

const roles = ['all', 'server', 'worker'] as const
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const

interface StartOptions {
  role?: (typeof roles)[number]
  host?: string
  port?: number
  data?: string
  databaseUrl?: string
  publicUrl?: string
  egressAllow?: string[]
  logLevel?: (typeof logLevels)[number]
}

/** `keyway start`: runs the server until it is told to stop. What is not given comes from the environment. */
export function addStart(program: Command): void {
  program
    .command('start')
    .description('run Keyway: console, API, hook receivers and flows')
    .option(
      '--role <role>',
      'server takes events and answers, worker runs flows, all does both (KEYWAY_ROLE; default all)',
      parseRole,
    )
    .option('--host <host>', 'address to listen on (KEYWAY_HOST; default 127.0.0.1)')
    .option(
      '--port <port>',
      `port to listen on, 0 for any free one (KEYWAY_PORT; default ${defaultPort})`,
      parsePort,
    )
    .option('--data <dir>', `data directory (KEYWAY_DATA; default ./${defaultDataDirectory})`)
    .option('--database-url <url>', 'PostgreSQL instead of the embedded database (DATABASE_URL)')
    .option('--public-url <url>', 'address under which Okta and browsers reach Keyway (KEYWAY_PUBLIC_URL)')
    .option(
      '--egress-allow <range>',
      'private address range flows may call, like 10.1.2.0/24; may be repeated',
      collect,
    )
    .addOption(
      new Option('--log-level <level>', 'how much is logged (KEYWAY_LOG_LEVEL; default warn)').choices(
        logLevels,
      ),
    )
    .action(start)
}

function parseRole(text: string): (typeof roles)[number] {
  const found = roles.find((role) => role === text)
  if (found === undefined) throw new CommandError(`The role "${text}" is not one of ${roles.join(', ')}.`)
  return found
}

/** What a failed start has left behind may keep the process for so long. */
const endAfterMs = 5_000

async function start({ data, logLevel, ...options }: StartOptions): Promise<void> {
  const { startKeyway } = await import('@keyway/server')
  const dataDirectory = data ?? process.env['KEYWAY_DATA'] ?? defaultDataDirectory
  // The terminal shows what its reader can use; everything else is for whoever asks for it.
  const level = logLevel ?? (process.env['KEYWAY_LOG_LEVEL'] === undefined ? 'warn' : undefined)
  const keyway = await startKeyway({
    ...options,
    ...(level === undefined ? {} : { logLevel: level }),
    dataDirectory,
  }).catch((error: unknown) => {
    // Whoever watches over the process starts it again when it has ended, and not before.
    setTimeout(() => process.exit(1), endAfterMs).unref()
    throw explainStartError(error, options)
  })
  for (const line of welcome(keyway)) print(line)
  await untilStopped()
  print('Stopping: what runs gets a moment to reach a safe point. A second signal ends it now.')
  await keyway.close()
}

function welcome(keyway: Pick<Keyway, 'role' | 'url' | 'setupUrl' | 'dataDirectory'>): string[] {
  if (keyway.role === 'worker') {
    return [`Keyway runs flows here; how it is: ${keyway.url}/health/ready`, 'Ctrl-C stops it.']
  }
  const lines = [`Keyway runs at ${keyway.url}`, `Data: ${keyway.dataDirectory}`]
  if (keyway.setupUrl === null) return [...lines, 'Ctrl-C stops it.']
  return [
    ...lines,
    '',
    'Nobody can sign in yet. Open this link once to make the first administrator:',
    `  ${keyway.setupUrl}`,
    '',
    'Ctrl-C stops it.',
  ]
}

/** What can go wrong at a start, as one line that says what to do. Anything else is a bug and keeps its stack. */
export function explainStartError(error: unknown, options: Pick<StartOptions, 'host' | 'port'>): unknown {
  const code = codeOf(error)
  const port = options.port ?? defaultPort
  if (code === 'EADDRINUSE') {
    return new CommandError(
      `Port ${port} is in use. Stop what listens there, or choose another with --port.`,
      {
        cause: error,
      },
    )
  }
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
    return new CommandError(
      `Keyway may not listen on ${options.host ?? '127.0.0.1'}, port ${port} (${code}).`,
      { cause: error },
    )
  }
  return error instanceof Error ? new CommandError(oneLine(error), { cause: error }) : error
}

function codeOf(error: unknown): string | undefined {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}

/** A refused connection to both addresses of a host is an AggregateError, whose own message is empty. */
function oneLine(error: Error): string {
  if (error instanceof AggregateError && error.message === '') {
    return error.errors.map((one) => (one instanceof Error ? one.message : String(one))).join('; ')
  }
  return error.message
}
