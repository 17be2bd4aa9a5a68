import { mkdirSync } from 'node:fs'
import v8 from 'node:v8'
import { authenticate } from './auth/authenticate.ts'
import { issueApiToken } from './auth/api-tokens.ts'
import { prepareSetup, toSetupLink } from './auth/setup.ts'
import { readConfig, showSettings, type Config, type ConfigOptions } from './config.ts'
import { keepLocalToken } from './local-token.ts'
import { createLog } from './log.ts'
import { createClosers } from './process/closers.ts'
import { keepPublicUrl } from './fleet/store.ts'
import { openCore, runsApi, runsHere, type Core, type World } from './process/core.ts'
import { keepUp } from './process/keep-up.ts'
import { serve, serveHealth } from './process/serve.ts'
import { work } from './process/work.ts'

/** A running Keyway. */
export interface Keyway {
  role: Config['role']
  /** Where it listens; a worker only answers there how it is. */
  url: string
  /** Where people find the console. */
  publicUrl: string
  /** One-time link that makes the first administrator; null once there is one. */
  setupUrl: string | null
  dataDirectory: string
  /** Stops taking work, lets what runs finish for a moment, gives the rest back, and closes the store. */
  close: () => Promise<void>
}

/**
 * Starts Keyway: store, vault, flows, runner, and the way in, in this order, so that nothing is accepted before it can
 * be kept and run.
 *
 * @throws {Error} with one clear message when the configuration, the data directory, the database or the port is no use.
 */
export async function startKeyway(options: ConfigOptions, world: World = {}): Promise<Keyway> {
  const config = readConfig(options, process.env)
  const log = createLog({ level: config.logLevel })
  // A pattern that a flow's author wrote meets event data: with this flag V8 leaves a search that explodes for a slower
  // one that cannot.
  v8.setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks')
  mkdirSync(config.dataDirectory, { recursive: true, mode: 0o700 })

  const closers = createClosers((error) => log.error({ err: error }, 'a part could not be closed'))
  try {
    const core = await openCore(config, { log, closers, world })
    const serving = runsApi(config)
      ? await serve(core, showSettings(options, process.env))
      : { server: serveHealth(core), ways: undefined }
    const { server, ways } = serving
    // Whether a worker lives can be asked as long as it does; who calls a server is sent away first.
    const listening = (): Promise<void> => server.close(core.drainMs)
    if (!runsApi(config)) closers.add(listening)
    if (runsHere(config)) await work(core)
    else closers.add(() => core.runner.stop(core.drainMs))
    keepUp(core, ways)
    await server.listen(core.address)
    if (runsApi(config)) closers.add(listening)
    const setupUrl = runsApi(config) ? await welcome(core) : null
    closers.add(() => core.presence.drain())
    log.info({ url: core.url, storage: core.database.kind, role: config.role }, 'Keyway is ready')
    const { url, publicUrl } = core
    forgetStart()
    return {
      role: config.role,
      url,
      publicUrl,
      setupUrl,
      dataDirectory: config.dataDirectory,
      close: closers.close,
    }
  } catch (error) {
    await closers.close()
    throw error
  }
}

/**
 * Starting makes a lot that nobody needs again, and V8 would hold it until much more has come. It takes a tenth of a
 * second, once, and is left out where Node was not started with `--expose-gc`.
 */
function forgetStart(): void {
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}

/** Gives commands on this machine their token, and answers the link that makes the first administrator. */
async function welcome({ config, database, now, publicUrl }: Core): Promise<string | null> {
  await keepPublicUrl(database.kysely, publicUrl)
  await keepLocalToken(config.dataDirectory, {
    isValid: async (token) =>
      (await authenticate(database, new Headers({ authorization: `Bearer ${token}` }))) !== undefined,
    async create() {
      const name = 'Command line on this machine'
      return (await issueApiToken(database, { name, role: 'admin', createdBy: 'system' })).token
    },
  })
  const setupToken = await prepareSetup(database, now())
  return setupToken === undefined ? null : toSetupLink(publicUrl, setupToken)
}
