import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Client } from 'pg'
import { makeTemporaryDirectory } from '../cleanup.ts'
import { findFreePort } from '../listen.ts'
import type { BenchPostgres } from '../postgres.ts'
import { startStub } from '../stub.ts'
import { expectCounts, waitForCount, type FlowKind, type Subject } from '../subject.ts'
import { firstAccepted } from './first-accepted.ts'
import type { Peer } from './install-peer.ts'
import { n8nFlow, n8nFlowId, n8nPath } from './n8n-flow.ts'
import { startPeerProcess } from './peer-process.ts'

export interface N8nChoice {
  /** `best`: expressions of the older, faster engine, production mode, PostgreSQL. */
  settings: 'default' | 'best'
  flow: FlowKind
}

const quietly = {
  N8N_DIAGNOSTICS_ENABLED: 'false',
  N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
  N8N_TEMPLATES_ENABLED: 'false',
  N8N_PERSONALIZATION_ENABLED: 'false',
  N8N_LISTEN_ADDRESS: '127.0.0.1',
  N8N_LOG_LEVEL: 'warn',
}
const counting = "select count(*) as n from execution_entity where status = 'success'"

/** n8n with an empty store and the measured flow published. */
export async function startN8n(
  { peer, postgres }: { peer: Peer; postgres: BenchPostgres },
  { settings, flow }: N8nChoice,
): Promise<Subject> {
  const stub = flow === 'http' ? await startStub() : null
  const { directory, remove } = makeTemporaryDirectory('n8n')
  const port = await findFreePort()
  const databaseUrl = settings === 'best' ? await postgres.createDatabase() : null
  const program = path.join(peer.directory, 'node_modules/n8n/bin/n8n')
  const env = {
    ...quietly,
    N8N_USER_FOLDER: directory,
    N8N_PORT: String(port),
    // Several run beside each other, and each listens on this port as well; the second would end without a word.
    N8N_RUNNERS_BROKER_PORT: String(await findFreePort()),
    ...(databaseUrl === null ? {} : { ...toPostgresSettings(databaseUrl), ...fast }),
  }
  const flowFile = path.join(directory, 'flow.json')
  writeFileSync(flowFile, JSON.stringify([n8nFlow(stub?.url ?? null)]))
  await startPeerProcess(program, ['import:workflow', `--input=${flowFile}`], env).waitForEnd()
  await startPeerProcess(program, ['publish:workflow', `--id=${n8nFlowId}`], env).waitForEnd()

  const url = `http://127.0.0.1:${port}/webhook/${n8nPath}`
  const start = performance.now()
  const child = startPeerProcess(program, ['start'], env)
  const stop = async (): Promise<void> => {
    await child.stop()
    await stub?.close()
    remove()
  }
  try {
    await firstAccepted(url, child)
    const startMs = performance.now() - start
    const name = `n8n ${settings}`
    const count = (): Promise<number> | number =>
      databaseUrl === null ? countInFile(path.join(directory, '.n8n/database.sqlite')) : countIn(databaseUrl)
    return {
      name,
      kind: 'peer',
      flow,
      storage: null,
      url,
      headers: {},
      pids: [child.pid],
      databasePid: databaseUrl === null ? null : postgres.pid,
      startMs,
      acceptedAtStart: 1,
      stub,
      drain: (accepted) => waitForCount(accepted, count),
      async check(accepted) {
        expectCounts({ name, stub }, { accepted, completed: await count() })
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

const fast = { N8N_EXPRESSION_ENGINE: 'legacy', NODE_ENV: 'production' }

function toPostgresSettings(databaseUrl: string): Record<string, string> {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl)
  return {
    DB_TYPE: 'postgresdb',
    DB_POSTGRESDB_HOST: hostname,
    DB_POSTGRESDB_PORT: port,
    DB_POSTGRESDB_USER: username,
    DB_POSTGRESDB_PASSWORD: password,
    DB_POSTGRESDB_DATABASE: pathname.slice(1),
  }
}

function countInFile(file: string): number {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5_000 })
  try {
    return Number(db.prepare(counting).get()?.['n'])
  } finally {
    db.close()
  }
}

async function countIn(url: string): Promise<number> {
  const client = new Client(url)
  await client.connect()
  try {
    const { rows } = await client.query<{ n: string }>(counting)
    return Number(rows[0]?.n)
  } finally {
    await client.end()
  }
}
