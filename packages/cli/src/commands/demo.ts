import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createClient } from '@keyway/api'
import type { Command } from 'commander'
import { CommandError } from '../command-error.ts'
import { createHappenings } from '../demo/happenings.ts'
import { startOtherSystems } from '../demo/other-systems.ts'
import { makeAdministrator, setUpDemo } from '../demo/set-up.ts'
import { print } from '../output/print.ts'
import { defaultPort } from '../server-options.ts'
import { untilStopped } from '../until-stopped.ts'
import { parsePort } from './parse-option.ts'
import { explainStartError } from './start.ts'

const everyMs = 4_000
const email = 'demo@acme.test'

/** `keyway demo`: Keyway with a simulated Okta org whose event hooks deliver to it, in a directory that goes away again. */
export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('run Keyway with a simulated Okta org and sample flows')
    .option(
      '--port <port>',
      `port of the console (default ${defaultPort}, or a free one if that is taken)`,
      parsePort,
    )
    .action(demo)
}

async function demo({ port }: { port?: number }): Promise<void> {
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'keyway-demo-'))
  const closers = [() => rm(dataDirectory, { recursive: true, force: true })]
  const stopped = untilStopped()
  try {
    const systems = await startOtherSystems()
    closers.push(() => systems.close())
    const keyway = await startOnFreePort(dataDirectory, port)
    closers.push(() => keyway.close())
    if (keyway.setupUrl === null) throw new CommandError(`The directory ${dataDirectory} is not empty.`)

    const password = randomBytes(9).toString('base64url')
    await makeAdministrator(keyway.setupUrl, { email, password })
    const token = (await readFile(path.join(dataDirectory, 'cli-token'), 'utf8')).trim()
    const targets = await setUpDemo(createClient({ baseUrl: keyway.url, token }), systems)
    for (const line of welcome({ url: keyway.url, oktaUrl: systems.okta.url, password })) print(line)

    const happenings = createHappenings(systems, targets)
    const timer = setInterval(() => {
      happenings.next().catch((error: unknown) => process.stderr.write(`demo: ${String(error)}\n`))
    }, everyMs)
    closers.push(async () => clearInterval(timer))
    await stopped
  } finally {
    for (const close of closers.toReversed()) await close()
  }
}

async function startOnFreePort(dataDirectory: string, wanted: number | undefined) {
  const { startKeyway } = await import('@keyway/server')
  const options = {
    dataDirectory,
    host: '127.0.0.1',
    egressAllow: ['127.0.0.0/8'],
    logLevel: 'warn' as const,
  }
  const start = (port: number) =>
    startKeyway({ ...options, port }).catch((error: unknown) => {
      throw explainStartError(error, { port })
    })
  if (wanted !== undefined) return start(wanted)
  return start(defaultPort).catch(() => start(0))
}

function welcome({ url, oktaUrl, password }: { url: string; oktaUrl: string; password: string }): string[] {
  return [
    'A simulated Okta org sends its events to Keyway by real event hooks; four flows answer them,',
    'and a fifth waits for you to approve something.',
    `  Console   ${url}   (look at Executions, and at Waiting for people)`,
    `  Sign in   ${email}   ${password}`,
    `  Okta org  ${oktaUrl}   (25 people, in memory)`,
    `Every ${everyMs / 1000} seconds something happens: a breached password, sign-ins, a report of suspicious`,
    'activity, a new colleague. Ctrl-C ends the demo and deletes its data.',
  ]
}
